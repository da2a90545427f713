# Claim `matrix-rank`.

edit 'rank-wrong', 'rank', $bad, 'that does not show the claim proved',
    sub { $_->{statement}{claim}{rank} = 1 };
edit 'rank-wrong-more', 'rank', $bad, 'that does not show the claim proved',
    sub {
    $_->{statement}{claim}{rank} = 3 };
edit 'rank-verdict-flipped', 'rank', $bad,
    'that does not show the claim refuted',
    sub {
    $_->{verdict} = 'refuted' };
edit 'rank-verdict-flipped-back', 'rank-refuted', $bad,
    'that does not show the claim proved',
    sub {
    $_->{verdict} = 'proved' };
edit 'rank-entry-changed', 'rank', $bad, 'of the matrix is not zero', sub {
    $_->{statement}{claim}{matrix}[0][0] = '2' };
edit 'rank-entries-swapped', 'rank', $bad, 'of the matrix is not zero', sub {
    my $row = $_->{statement}{claim}{matrix}[3];
    @$row[0, 1] = @$row[1, 0] };
edit 'rank-without-lower', 'rank', $bad, 'that does not show the claim proved',
    sub {
    delete $_->{witness}{lower} };
edit 'rank-without-upper', 'rank', $bad, 'that does not show the claim proved',
    sub {
    delete $_->{witness}{upper} };
edit 'rank-without-witness', 'rank', $odd, '/witness', sub {
    $_->{witness} = {} };
edit 'rank-field-missing', 'rank', $odd, '/statement/claim', sub {
    delete $_->{statement}{claim}{rank} };
edit 'rank-modulus-one', 'rank', $odd, '/witness/lower/modulus', sub {
    $_->{witness}{lower}{modulus} = 1 };
edit 'rank-modulus-negative', 'rank', $odd, '/witness/lower/modulus', sub {
    $_->{witness}{lower}{modulus} = -7 };
edit 'rank-modulus-denominator', 'rank', $bad,
    'of the matrix is not prime to the modulus',
    sub {
    $_->{witness}{lower} = { rows => [1, 4], cols => [1, 2], modulus => 2 } };
edit 'rank-modulus-divides', 'rank', $bad,
    'meets no pivot prime to it in column',
    sub {
    $_->{witness}{lower} = { rows => [1, 2], cols => [1, 2], modulus => 3 } };
edit 'rank-modulus-missing', 'rank', $odd, '/witness/lower', sub {
    delete $_->{witness}{lower}{modulus} };
edit 'rank-minor-zero', 'rank', $bad, 'meets no pivot prime to it in column',
    sub {
    $_->{witness}{lower}{rows} = [1, 2, 3];
    $_->{witness}{lower}{cols} = [1, 2, 3] };
edit 'rank-minor-not-square', 'rank', $odd, '/witness/lower', sub {
    $_->{witness}{lower}{rows} = [1] };
edit 'rank-minor-empty', 'rank', $odd, '/witness/lower', sub {
    $_->{witness}{lower}{rows} = [];
    $_->{witness}{lower}{cols} = [] };
edit 'rank-minor-repeated', 'rank', $odd, '/witness/lower', sub {
    $_->{witness}{lower}{rows} = [1, 1] };
edit 'rank-minor-beyond', 'rank', $odd, '/witness/lower', sub {
    $_->{witness}{lower}{cols} = [1, 4] };
edit 'rank-kernel-entry', 'rank', $bad, 'of the matrix is not zero', sub {
    my $v = $_->{witness}{upper}{vectors}[0];
    my %free = map { $_ => 1 } @{ $_->{witness}{upper}{free} };
    my ($k) = grep { !$free{ $_ + 1 } } 0 .. $#$v;
    $v->[$k] = '17/3' };
edit 'rank-kernel-not-identity', 'rank', $bad,
    'the vectors are not the identity on `free`',
    sub {
    $_ = "2" for @{ $_->{witness}{upper}{vectors}[0] } };
edit 'rank-kernel-zero', 'rank', $bad,
    'the vectors are not the identity on `free`',
    sub {
    $_ = "0" for @{ $_->{witness}{upper}{vectors}[0] } };
edit 'rank-kernel-twice', 'rank', $bad,
    'the vectors are not the identity on `free`',
    sub {
    my $u = $_->{witness}{upper};
    my $n = @{ $u->{vectors}[0] };
    $u->{free} = [1 .. 1 + @{ $u->{free} }];
    push @{ $u->{vectors} }, $u->{vectors}[0] };
edit 'rank-kernel-side', 'rank', $odd, '/witness/upper', sub {
    $_->{witness}{upper}{side} =
        $_->{witness}{upper}{side} eq 'left' ? 'right' : 'left' };
edit 'rank-kernel-side-unknown', 'rank', $odd, '/witness/upper/side', sub {
    $_->{witness}{upper}{side} = 'both' };
edit 'rank-kernel-empty', 'rank', $odd, '/witness/upper', sub {
    $_->{witness}{upper}{free} = [];
    $_->{witness}{upper}{vectors} = [] };
edit 'rank-kernel-short', 'rank', $odd, '/witness/upper', sub {
    pop @{ $_->{witness}{upper}{vectors}[0] } };
edit 'rank-kernel-expression', 'rank', $odd, '/witness/upper', sub {
    $_->{witness}{upper}{vectors}[0][0] = 'pi-pi' };
edit 'rank-kernel-irrational', 'minor', $odd,
    '/witness/upper: the matrix is not rational',
    sub {
    $_->{witness}{upper} = { free => [1], side => 'right',
                             vectors => [['1', '0']] } };
edit 'minor-contains-zero', 'minor', $bad,
    'minor of the matrix was not certified',
    sub {
    $_->{statement}{claim}{matrix} =
        [['sqrt(2)', '1'], ['2', 'sqrt(2)'], ['0', '0']];
    $_->{witness}{lower} = { rows => [1, 2], cols => [1, 2] } };
edit 'minor-wrong-rank', 'minor', $bad, 'that does not show the claim proved',
    sub {
    $_->{statement}{claim}{rank} = 1 };
edit 'minor-with-modulus', 'minor', $odd, '/witness/lower', sub {
    $_->{witness}{lower}{modulus} = 7 };
edit 'matrix-empty', 'rank', $odd, '/statement/claim/matrix', sub {
    $_->{statement}{claim}{matrix} = [] };
edit 'matrix-empty-rows', 'rank', $odd, '/statement/claim/matrix', sub {
    $_->{statement}{claim}{matrix} = [[], []] };
edit 'matrix-ragged', 'rank', $odd, '/statement/claim/matrix', sub {
    pop @{ $_->{statement}{claim}{matrix}[1] } };
edit 'count-wrong', 'count', $bad, 'singular values are above the tolerance:',
    sub {
    $_->{statement}{claim}{'numerical-rank'}{rank} = 2 };
edit 'count-verdict-flipped', 'count', $bad,
    'singular values are above the tolerance:',
    sub {
    $_->{verdict} = 'refuted' };
edit 'count-verdict-flipped-back', 'count-refuted', $bad,
    'singular values are above the tolerance:',
    sub {
    $_->{verdict} = 'proved' };
edit 'count-above', 'count', $bad,
    'singular values are above the tolerance and',
    sub {
    $_->{witness}{count}{above} = 2; $_->{witness}{count}{below} = 0;
    $_->{statement}{claim}{'numerical-rank'}{rank} = 2 };
edit 'count-below', 'count', $bad,
    'singular values are above the tolerance and',
    sub {
    $_->{witness}{count}{below} = 2; $_->{witness}{count}{above} = 0;
    $_->{statement}{claim}{'numerical-rank'}{rank} = 0 };
edit 'count-tolerance-negative', 'count', $bad,
    'the tolerance is not certified positive',
    sub {
    $_->{statement}{claim}{'numerical-rank'}{tolerance} = '-3' };
edit 'count-tolerance-zero', 'count', $bad,
    'the tolerance is not certified positive',
    sub {
    $_->{statement}{claim}{'numerical-rank'}{tolerance} = '0' };
edit 'count-tolerance-at-a-value', 'count-refuted', $bad,
    'is not certified positive or negative',
    sub {
    $_->{statement}{claim}{'numerical-rank'}{tolerance} = '1/10' };
edit 'count-pivot-missing', 'count', $odd, '/witness/count/pivots', sub {
    $_->{witness}{count}{pivots} = [[1]] };
edit 'count-pivot-twice', 'count', $odd, '/witness/count/pivots', sub {
    $_->{witness}{count}{pivots} = [[1], [1]] };
edit 'count-pivot-beyond', 'count', $odd, '/witness/count/pivots', sub {
    $_->{witness}{count}{pivots} = [[1], [3]] };
edit 'count-pivot-three', 'count', $odd, '/witness/count/pivots', sub {
    $_->{witness}{count}{pivots} = [[1, 2, 1]] };
edit 'count-pivot-pair-not-negative', 'count-refuted', $bad,
    'is not certified negative',
    sub {
    $_->{statement}{claim}{'numerical-rank'}{tolerance} = '1/100';
    $_->{witness}{count}{above} = 1; $_->{witness}{count}{below} = 1;
    $_->{witness}{count}{pivots} = [[1, 2]] };
edit 'rank-beyond', 'rank-refuted', $odd, '/statement/claim/rank-at-least', sub {
    $_->{statement}{claim}{'rank-at-least'} = 4097 };
edit 'count-beyond', 'count-refuted', $odd, '/statement/claim/numerical-rank',
    sub { $_->{statement}{claim}{'numerical-rank'}{rank} = 4097 };
