# Claim `orbit`, compared over the rationals.

my $near = '5' . '0' x 39 . '3/12' . '0' x 40;    # 5/12 + 10^-40 / 4

edit 'exact-start-irrational', 'exact', $bad, 'the start is not rational', sub {
    $_->{statement}{start}[2][0] = 'sqrt(26)' };
edit 'exact-value-irrational', 'exact', $bad, 'W is not rational', sub {
    $_->{statement}{model}{value} = [['sqrt(2)']] };
edit 'exact-layer-irrational', 'exact', $bad, 'W is not rational', sub {
    $_->{statement}{model}{value} = { layers => [[['1']], [['pi']]] } };
edit 'exact-norm-rms', 'exact', $bad, 'LayerNorm', sub {
    $_->{statement}{model}{norm} = 'rms' };
edit 'exact-norm-layer', 'exact', $bad, 'LayerNorm', sub {
    $_->{statement}{model}{norm} = 'layer' };
edit 'exact-softmax', 'exact', $bad, 'softmax', sub {
    $_->{hypotheses} = ['scale'];
    $_->{statement}{model}{attention} = { softmax =>
        { key => [['0']], query => [['0']], scale => '1' } } };
edit 'exact-cosine', 'exact', $bad, 'cosine-min is not compared', sub {
    $_->{statement}{claim}{checks}[0]{quantity} = 'cosine-min' };
edit 'exact-sigma', 'exact', $bad, 'sigma 1 is not compared', sub {
    $_->{statement}{claim}{checks}[0]{quantity} = 'sigma 1' };
edit 'exact-rank-one-distance', 'exact', $bad,
    'rank-one-distance is not compared', sub {
    $_->{statement}{claim}{checks}[0]{quantity} = 'rank-one-distance' };
edit 'exact-bound-sum', 'exact', $bad, q(the bound's square), sub {
    $_->{statement}{claim}{checks}[1]{bound} = 'sqrt(2)+1' };
edit 'exact-bound-pi', 'exact', $bad, q(the bound's square), sub {
    $_->{statement}{claim}{checks}[1]{bound} = 'pi' };
edit 'exact-equality-is-not-more', 'exact', $bad, 'check 1', sub {
    $_->{statement}{claim}{checks}[0]{comparison} = 'more-than' };
edit 'exact-equality-is-not-less', 'exact', $bad, 'check 2', sub {
    $_->{statement}{claim}{checks}[1]{comparison} = 'less-than' };
edit 'exact-equality-of-roots-is-not-less', 'exact', $bad, 'check 3', sub {
    $_->{statement}{claim}{checks}[2]{comparison} = 'less-than' };
edit 'exact-bound-near', 'exact', $bad, 'check 1', sub {
    $_->{statement}{claim}{checks}[0]{bound} = $near };
edit 'exact-bound-negative', 'exact', $bad, 'check 2', sub {
    $_->{statement}{claim}{checks}[1]{bound} = '-5/12' };
edit 'exact-other-layer', 'exact', $bad, 'diameter at layer 3', sub {
    $_->{statement}{claim}{checks}[0]{at} = 3 };
edit 'exact-all-layers', 'exact', $bad, 'diameter at layer 3', sub {
    $_->{statement}{claim}{checks}[0]{at} = 'all' };
edit 'exact-start-other', 'exact', $bad, 'check 2', sub {
    $_->{statement}{start}[2][0] = '6' };
edit 'exact-mask-other', 'exact', $bad, 'check 2', sub {
    $_->{statement}{model}{mask}[2] = [[2, 3]] };
edit 'exact-bits', 'exact', $odd, '/bits', sub {
    $_->{bits} = 64;
    $_->{producer}{flint} = '2.9.0' };
edit 'exact-room', 'exact', $odd, '/bits', sub {
    $_->{witness}{rooms}[0] = '0' };
edit 'exact-word', 'exact', $odd, '/witness/rooms', sub {
    $_->{bits} = 64;
    $_->{producer}{flint} = '2.9.0';
    $_->{witness}{rooms}[0] = 'Exact' };
edit 'exact-verdict-flipped', 'exact', $odd, '/witness', sub {
    $_->{verdict} = 'refuted' };
edit 'exact-mixed-without-bits', 'exact-mixed', $odd, '/bits', sub {
    $_->{bits} = 0;
    delete $_->{producer}{flint} };
edit 'exact-mixed-other-check', 'exact-mixed', $bad, 'sigma 1 is not compared',
    sub {
    $_->{witness}{rooms} = ['0', 'exact'] };
edit 'exact-mixed-room', 'exact-mixed', $bad, 'check 2', sub {
    $_->{witness}{rooms}[1] = '1*2^-1' };
edit 'exact-mixed-equality', 'exact-mixed', $bad, 'check 1', sub {
    $_->{statement}{claim}{checks}[0]{bound} = $near };
edit 'exact-refuted-flipped', 'exact-refuted', $bad, 'mu at layer 3', sub {
    $_->{verdict} = 'proved';
    $_->{witness} = { rooms => ['exact'] } };
edit 'exact-refuted-other-layer', 'exact-refuted', $bad, 'mu at layer 2', sub {
    $_->{witness}{layer} = 2 };
edit 'exact-refuted-at-least', 'exact-refuted', $bad, 'mu at layer 3', sub {
    $_->{statement}{claim}{checks}[0]{comparison} = 'at-least' };
edit 'exact-refuted-room', 'exact-refuted', $odd, '/bits', sub {
    $_->{witness}{room} = '0' };
