# Claim `mask`.

edit 'mask-edge-dropped', 'centre', $bad, 'does not reach token', sub {
    $_->{statement}{model}{mask}[1] = [[2, 2]] };
edit 'mask-tokens-swapped', 'centre', $bad, 'does not reach token', sub {
    my $m = $_->{statement}{model}{mask};
    @$m[1, 2] = ([[1, 1], [3, 3]], [[2, 3]]);
    $m->[1] = [[1, 2]]; $m->[2] = [[3, 3]] };
edit 'mask-verdict-flipped', 'centre', $bad, 'every field of the claim holds',
    sub {
    $_->{verdict} = 'refuted' };
edit 'mask-verdict-flipped-back', 'centre-refuted', $bad, 'the radius is', sub {
    $_->{verdict} = 'proved' };
edit 'mask-undefined', 'centre', $odd, '/verdict', sub {
    $_->{verdict} = 'undefined' };
edit 'mask-radius-less', 'centre', $bad, 'the radius is', sub {
    $_->{statement}{claim}{radius} -= 1 };
edit 'mask-radius-more', 'centre', $bad, 'the radius is', sub {
    $_->{statement}{claim}{radius} += 1 };
edit 'mask-centres-more', 'centre', $bad, 'token', sub {
    $_->{statement}{claim}{centres} = [1, 2] };
edit 'mask-centres-unsorted', 'centre', $odd, 'expected an integer from', sub {
    $_->{statement}{claim}{centres} = [2, 1] };
edit 'mask-centres-none', 'centre', $bad, 'tokens are centres, not', sub {
    $_->{statement}{claim}{centres} = [] };
edit 'mask-strongly', 'centre', $bad, 'the mask is not strongly connected',
    sub {
    $_->{statement}{claim}{'strongly-connected'} = JSON::PP::true };
edit 'mask-not-quasi', 'centre', $bad, 'the mask is quasi-strongly connected',
    sub {
    $_->{statement}{claim}{'quasi-strongly-connected'} = JSON::PP::false };
edit 'mask-no-fields', 'centre', $odd, '/statement/claim', sub {
    $_->{statement}{claim} = { kind => 'mask' } };
edit 'mask-field-unknown', 'centre', $odd, '/statement/claim', sub {
    $_->{statement}{claim}{diameter} = 3 };
edit 'mask-centre-other', 'centre', $bad, 'does not reach token', sub {
    $_->{witness}{centre} = 2 };
edit 'mask-centre-zero', 'centre', $odd, '/witness/centre', sub {
    $_->{witness}{centre} = 0 };
edit 'mask-centre-beyond', 'centre', $odd, '/witness/centre', sub {
    $_->{witness}{centre} = 6 };
edit 'mask-distance-less', 'centre', $bad, 'the distance from token', sub {
    $_->{witness}{distances}[2] -= 1 };
edit 'mask-distance-more', 'centre', $bad, 'the distance from token', sub {
    $_->{witness}{distances}[2] += 1 };
edit 'mask-distance-missing', 'centre', $odd, '/witness/distances', sub {
    pop @{ $_->{witness}{distances} } };
edit 'mask-eccentricity-less', 'centre', $bad, 'the eccentricity of token',
    sub {
    $_->{witness}{eccentricities}[0] -= 1 };
edit 'mask-eccentricity-more', 'centre', $bad, 'the eccentricity of token',
    sub {
    $_->{witness}{eccentricities}[0] += 1 };
edit 'mask-eccentricity-null', 'centre', $bad,
    'reaches all, but its eccentricity is given',
    sub {
    $_->{witness}{eccentricities}[0] = undef };
edit 'mask-eccentricity-not-null', 'centre', $bad,
    'does not reach all, but its eccentricity is',
    sub {
    $_->{witness}{eccentricities}[1] = 4 };
edit 'mask-both-witnesses', 'centre', $odd, '/witness', sub {
    $_->{witness}{sources} = [[1], [2]] };
edit 'sources-one', 'sources', $odd, '/witness/sources', sub {
    pop @{ $_->{witness}{sources} } };
edit 'sources-empty', 'sources', $odd, '/witness/sources', sub {
    $_->{witness}{sources}[1] = [] };
edit 'sources-common', 'sources', $bad, 'token', sub {
    $_->{witness}{sources} = [[1, 2], [1, 2]] };
edit 'sources-open', 'sources', $bad, 'of a source attends to token', sub {
    $_->{witness}{sources} = [[1, 2], [3]] };
edit 'sources-open-first', 'sources', $bad, 'of a source attends to token',
    sub {
    $_->{witness}{sources} = [[1], [4]] };
edit 'sources-beyond', 'sources', $odd, '/witness/sources', sub {
    $_->{witness}{sources}[1] = [5] };
edit 'sources-joined', 'sources', $bad, 'of a source attends to token', sub {
    $_->{statement}{model}{mask}[3] = [[1, 1], [4, 4]] };
edit 'sources-radius', 'sources-refuted', $bad, 'there is no radius', sub {
    $_->{verdict} = 'proved' };
