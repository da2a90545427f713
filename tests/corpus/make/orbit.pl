# Claim `orbit`.

edit 'orbit-verdict-flipped', 'orbit', $odd, '/witness', sub {
    $_->{verdict} = 'refuted' };
edit 'orbit-verdict-flipped-back', 'orbit-refuted', $odd, '/witness', sub {
    $_->{verdict} = 'proved' };
edit 'orbit-steps-more', 'orbit', $bad, 'check 1', sub {
    $_->{statement}{claim}{steps} = 3;
    $_->{statement}{claim}{checks}[0]{bound} = '1/1000' };
edit 'orbit-steps-huge', 'orbit', $bad, 'limit', sub {
    $_->{statement}{claim}{steps} = 1000000000 };
edit 'orbit-steps-negative', 'orbit', $odd, '/statement/claim/steps', sub {
    $_->{statement}{claim}{steps} = -1 };
edit 'orbit-at-beyond', 'orbit', $odd, '/statement/claim/checks', sub {
    $_->{statement}{claim}{checks}[3]{at} = 4 };
edit 'orbit-quantity-unknown', 'orbit', $odd, '/statement/claim/checks', sub {
    $_->{statement}{claim}{checks}[0]{quantity} = 'size' };
edit 'orbit-sigma-beyond', 'orbit', $odd, '/statement/claim/checks', sub {
    $_->{statement}{claim}{checks}[3]{quantity} = 'sigma 3' };
edit 'orbit-sigma-zero', 'orbit', $odd, '/statement/claim/checks', sub {
    $_->{statement}{claim}{checks}[3]{quantity} = 'sigma 0' };
edit 'orbit-comparison-unknown', 'orbit', $odd, '/statement/claim/checks', sub {
    $_->{statement}{claim}{checks}[0]{comparison} = 'equal' };
edit 'orbit-bound-float', 'orbit', $odd, '/statement/claim/checks', sub {
    $_->{statement}{claim}{checks}[0]{bound} = '2.0' };
edit 'orbit-start-swapped', 'orbit', $bad, 'check', sub {
    $_->{statement}{start} = [['1', '0'], ['1', '0']] };
edit 'orbit-start-short', 'orbit', $odd, '/statement/start', sub {
    pop @{ $_->{statement}{start} } };
edit 'orbit-rooms-short', 'orbit', $odd, '/witness/rooms', sub {
    pop @{ $_->{witness}{rooms} } };
edit 'orbit-rooms-more', 'orbit', $odd, '/witness/rooms', sub {
    push @{ $_->{witness}{rooms} }, '0' };
edit 'orbit-room-negative', 'orbit', $odd, '/witness/rooms', sub {
    $_->{witness}{rooms}[0] = '-1*2^-3' };
edit 'orbit-room-too-large', 'orbit', $bad, 'check 1', sub {
    $_->{witness}{rooms}[0] = '1*2^1' };
edit 'orbit-room-of-equality', 'orbit', $bad, 'check 2', sub {
    $_->{witness}{rooms}[1] = '1*2^-60' };
edit 'orbit-equality-is-not-less', 'orbit', $bad, 'check 3', sub {
    $_->{statement}{claim}{checks}[2]{comparison} = 'less-than' };
edit 'orbit-room-zero-strict', 'orbit', $bad, 'check 4', sub {
    $_->{witness}{rooms}[3] = '0' };
edit 'orbit-room-exponent', 'orbit', $odd, '/witness/rooms', sub {
    $_->{witness}{rooms}[0] = '1*2^-1000000000' };
edit 'orbit-room-even', 'orbit', $odd, '/witness/rooms', sub {
    $_->{witness}{rooms}[0] = '2*2^-60' };
edit 'orbit-room-float', 'orbit', $odd, '/witness/rooms', sub {
    $_->{witness}{rooms}[0] = 0.5 };
edit 'orbit-bound-tightened', 'orbit', $bad, 'check 5', sub {
    $_->{statement}{claim}{checks}[4]{bound} = '1/100' };
edit 'orbit-value-singular', 'orbit', $bad, 'check 4', sub {
    $_->{statement}{model}{value} = [['0', '1'], ['0', '1']] };
edit 'orbit-undefined-on-the-way', 'orbit', $bad, 'not certified positive',
    sub {
    $_->{statement}{model}{value} = [['0', '0'], ['0', '0']] };
edit 'orbit-refuted-other-check', 'orbit-refuted', $bad, 'check 1', sub {
    $_->{witness}{check} = 1 };
edit 'orbit-refuted-no-check', 'orbit-refuted', $odd, '/witness/check', sub {
    $_->{witness}{check} = 3 };
edit 'orbit-refuted-other-layer', 'orbit-refuted', $odd, '/witness/layer', sub {
    $_->{witness}{layer} = 2 };
edit 'orbit-refuted-room-zero', 'orbit-refuted', $bad, 'check 2', sub {
    $_->{witness}{room} = '0' };
edit 'orbit-refuted-room-large', 'orbit-refuted', $bad, 'check 2', sub {
    $_->{witness}{room} = '1*2^0' };
edit 'breakdown-other-token', 'breakdown', $bad,
    ') is not shown to be exactly zero',
    sub {
    $_->{witness}{token} = 1 };
edit 'breakdown-token-beyond', 'breakdown', $odd, '/witness/token', sub {
    $_->{witness}{token} = 3 };
edit 'breakdown-other-layer', 'breakdown', $bad,
    'is zero before that, in layer',
    sub {
    $_->{witness}{layer} = 1 };
edit 'breakdown-last-layer', 'breakdown', $odd, '/witness/layer', sub {
    $_->{witness}{layer} = 2 };
edit 'breakdown-not-zero', 'breakdown', $bad,
    ') is not shown to be exactly zero',
    sub {
    $_->{statement}{start}[1][0] = '-1001/1000' };
edit 'breakdown-without-norm', 'breakdown', $bad,
    'the norm is none: no token is divided by',
    sub {
    $_->{statement}{model}{norm} = 'none' };
