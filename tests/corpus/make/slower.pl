# Claim `slower`.

sub than { return $_[0]{statement}{claim}{than} }

# ---- The statement ----

edit 'slower-at-empty', 'slower', $odd, '/statement/claim/at', sub {
    $_->{statement}{claim}{at} = [] };
edit 'slower-at-falling', 'slower', $odd, '/statement/claim/at/1', sub {
    $_->{statement}{claim}{at} = [ 3, 1 ] };
edit 'slower-at-repeated', 'slower', $odd, '/statement/claim/at/1', sub {
    $_->{statement}{claim}{at} = [ 1, 1 ] };
edit 'slower-at-negative', 'slower', $odd, '/statement/claim/at/0', sub {
    $_->{statement}{claim}{at}[0] = -1 };
edit 'slower-at-huge', 'slower', $bad, 'limit', sub {
    $_->{statement}{claim}{at}[1] = 1000000000 };
edit 'slower-field-unknown', 'slower', $odd, '/statement/claim', sub {
    $_->{statement}{claim}{steps} = 3 };
edit 'slower-than-missing', 'slower', $odd, '/statement/claim', sub {
    delete $_->{statement}{claim}{than} };
edit 'slower-than-key-unknown', 'slower', $odd, '/statement/claim/than', sub {
    than($_)->{layers} = 2 };
edit 'slower-than-tokens', 'slower', $odd, '/statement/claim/than/tokens', sub {
    than($_)->{tokens} = 2;
    than($_)->{mask} = [ [ [ 1, 1 ] ], [ [ 1, 2 ] ] ] };
edit 'slower-than-dim', 'slower-than-opposite', $odd,
    '/statement/claim/than/dim', sub {
    than($_)->{dim} = 1;
    than($_)->{value} = [ ['1'] ] };
edit 'slower-start-missing', 'slower', $odd, '/statement', sub {
    delete $_->{statement}{start} };
edit 'slower-than-scale', 'slower', $bad, 'scale', sub {
    than($_)->{attention}{softmax}{scale} = '-1' };
edit 'slower-than-weights', 'slower', $bad, 'weight', sub {
    than($_)->{attention} = { fixed => [ [ '1/2', '1/2', '0' ],
        [ '1/3', '1/3', '1/3' ], [ '1/3', '1/3', '1/3' ] ] } };
edit 'slower-than-weights-sum', 'slower', $bad, 'sum', sub {
    than($_)->{attention} = { fixed => [ [ '1/3', '1/3', '1/4' ],
        [ '1/3', '1/3', '1/3' ], [ '1/3', '1/3', '1/3' ] ] } };

# ---- Proved ----

edit 'slower-verdict-flipped', 'slower', $odd, '/witness', sub {
    $_->{verdict} = 'refuted' };
edit 'slower-results-wrong', 'slower', $odd, '/results', sub {
    $_->{results} = [ 'R6' ] };
edit 'slower-without-bits', 'slower', $odd, '/bits', sub {
    $_->{bits} = 0;
    delete $_->{producer}{flint} };
edit 'slower-rooms-short', 'slower', $odd, '/witness/rooms', sub {
    pop @{ $_->{witness}{rooms} } };
edit 'slower-rooms-more', 'slower', $odd, '/witness/rooms', sub {
    push @{ $_->{witness}{rooms} }, '1*2^-9' };
edit 'slower-room-zero', 'slower', $bad, 'is not positive', sub {
    $_->{witness}{rooms}[0] = '0' };
edit 'slower-room-negative', 'slower', $odd, '/witness/rooms/1', sub {
    $_->{witness}{rooms}[1] = '-1*2^-3' };
edit 'slower-room-too-large', 'slower', $bad, 'layer 1', sub {
    $_->{witness}{rooms}[0] = '1*2^1' };
edit 'slower-room-too-large-later', 'slower', $bad, 'layer 3', sub {
    $_->{witness}{rooms}[1] = '1*2^1' };
edit 'slower-room-even', 'slower', $odd, '/witness/rooms/0', sub {
    $_->{witness}{rooms}[0] = '2*2^-4' };
edit 'slower-room-key-unknown', 'slower', $odd, '/witness', sub {
    $_->{witness}{layers} = [ 1, 3 ] };
edit 'slower-at-start', 'slower', $bad, 'layer 0', sub {
    $_->{statement}{claim}{at} = [ 0, 3 ];
    $_->{witness}{rooms}[0] = '1*2^-200' };
edit 'slower-than-itself', 'slower', $bad, 'layer 1', sub {
    $_->{statement}{claim}{than} = $_->{statement}{model};
    $_->{witness}{rooms} = [ '1*2^-200', '1*2^-200' ] };
edit 'slower-models-exchanged', 'slower', $bad, 'layer 1', sub {
    @{ $_->{statement} }{'model'} = than($_), $_->{statement}{claim}{than} =
        $json->decode(base('slower'))->{statement}{model} };
edit 'slower-undefined-on-the-way', 'slower', $bad, 'not certified positive',
    sub {
    than($_)->{norm} = 'rms';
    than($_)->{value} = [ [ '0', '0' ], [ '0', '0' ] ] };

# ---- Refuted ----

edit 'slower-refuted-flipped', 'slower-refuted', $odd, '/witness', sub {
    $_->{verdict} = 'proved' };
edit 'slower-refuted-layer-not-in-at', 'slower-refuted', $odd,
    '/witness/layer', sub {
    $_->{witness}{layer} = 1 };
edit 'slower-refuted-layer-beyond', 'slower-refuted', $odd, '/witness/layer',
    sub {
    $_->{witness}{layer} = 4 };
edit 'slower-refuted-room-too-large', 'slower-refuted', $bad, 'layer 2', sub {
    $_->{witness}{room} = '1*2^1' };
edit 'slower-refuted-room-negative', 'slower-refuted', $odd, '/witness/room',
    sub {
    $_->{witness}{room} = '-1*2^-2' };
edit 'slower-refuted-equal', 'slower-refuted', $bad, 'layer 0', sub {
    $_->{witness} = { layer => 0, room => '0' };
    $_->{statement}{start}[0][0] = 'sqrt(2)' };
edit 'slower-refuted-models-exchanged', 'slower-refuted', $bad, 'layer 2', sub {
    @{ $_->{statement} }{'model'} = than($_), $_->{statement}{claim}{than} =
        $json->decode(base('slower-refuted'))->{statement}{model} };

edit 'slower-refuted-before-a-breakdown', 'slower-opposite', $bad,
    'not certified positive', sub {
    $_->{verdict} = 'refuted';
    $_->{results} = [ 'R6', 'R28' ];
    $_->{bits} = 64;
    $_->{producer}{flint} = '2.9.0';
    $_->{witness} = { layer => 0, room => '0' } };

# ---- Undefined ----

edit 'slower-undefined-flipped', 'slower-opposite', $odd, '/results', sub {
    $_->{verdict} = 'refuted' };
edit 'slower-undefined-other-orbit', 'slower-opposite', $bad,
    ') is not shown to be exactly zero', sub {
    $_->{witness}{of} = 'than' };
edit 'slower-undefined-other-orbit-than', 'slower-than-opposite', $bad,
    ') is not shown to be exactly zero', sub {
    $_->{witness}{of} = 'model' };
edit 'slower-undefined-of-unknown', 'slower-opposite', $odd, '/witness/of', sub {
    $_->{witness}{of} = 'both' };
edit 'slower-undefined-other-token', 'slower-opposite', $bad,
    ') is not shown to be exactly zero', sub {
    $_->{witness}{token} = 1 };
edit 'slower-undefined-token-beyond', 'slower-opposite', $odd, '/witness/token',
    sub {
    $_->{witness}{token} = 3 };
edit 'slower-undefined-other-layer', 'slower-opposite', $bad,
    'is zero before that, in layer', sub {
    $_->{witness}{layer} = 1 };
edit 'slower-undefined-last-layer', 'slower-opposite', $odd, '/witness/layer',
    sub {
    $_->{witness}{layer} = 2 };
edit 'slower-undefined-after-the-claim', 'slower-opposite', $odd,
    '/witness/layer', sub {
    $_->{statement}{claim}{at} = [0] };
edit 'slower-undefined-with-bits', 'slower-opposite', $odd, '/bits', sub {
    $_->{bits} = 64;
    $_->{producer}{flint} = '2.9.0' };
edit 'slower-undefined-results', 'slower-opposite', $odd, '/results', sub {
    $_->{results} = [ 'R6', 'R24' ] };
edit 'slower-undefined-without-norm', 'slower-opposite', $bad,
    'the norm is none: no token is divided by', sub {
    $_->{statement}{model}{norm} = 'none' };
