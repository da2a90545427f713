# Claim `equilibrium`. Causal cases have one group for each token.

# ---- Proofs ----

edit 'eq-verdict-flipped', 'found', $odd, '/witness: unknown key', sub {
    $_->{verdict} = 'refuted' };
edit 'eq-near-edited', 'found', $bad, 'near', sub {
    $_->{statement}{claim}{near}[1][0] = '-13/25' };
edit 'eq-near-swapped', 'found', $bad, 'near', sub {
    my $n = $_->{statement}{claim}{near}; @$n[0, 1] = @$n[1, 0] };
edit 'eq-near-short', 'found', $odd, '/statement/claim/near', sub {
    pop @{ $_->{statement}{claim}{near} } };
edit 'eq-centre-moved', 'found', $bad, 'solution', sub {
    $_->{witness}{centre}[1][0] = '-5*2^-3' };
edit 'eq-centre-moved-far', 'found', $bad, 'is not certified inside +', sub {
    $_->{witness}{centre}[1][0] = '1*2^0' };
edit 'eq-centre-swapped', 'found', $bad, 'is not certified inside +', sub {
    my $c = $_->{witness}{centre}; @$c[0, 1] = @$c[1, 0] };
edit 'eq-centre-short', 'found', $odd, '/witness/centre', sub {
    pop @{ $_->{witness}{centre} } };
edit 'eq-centre-float', 'found', $odd, '/witness/centre', sub {
    $_->{witness}{centre}[0][0] = 0.5 };
edit 'eq-centre-exponent', 'found', $odd, '/witness/centre', sub {
    $_->{witness}{centre}[0][1] = '1*2^1000000000' };
edit 'eq-centre-nan', 'found', $odd, '/witness/centre', sub {
    $_->{witness}{centre}[0][1] = 'nan' };
edit 'eq-lambda-negative', 'found', $bad, 'is not certified above the radius',
    sub {
    $_->{witness}{lambda}[0] = '-' . $_->{witness}{lambda}[0] };
edit 'eq-lambda-not-positive-on-box', 'found', $bad,
    'is not certified above the radius',
    sub {
    $_->{witness}{lambda}[0] = '1*2^-300' };
edit 'eq-lambda-short', 'found', $odd, '/witness/lambda', sub {
    pop @{ $_->{witness}{lambda} } };
edit 'eq-radii-short', 'found', $odd, '/witness/radii', sub {
    pop @{ $_->{witness}{radii} } };
edit 'eq-radii-two', 'found', $odd, '/witness/radii', sub {
    pop @{ $_->{witness}{radii}[0] } };
edit 'eq-solution-too-small', 'found', $bad, 'solution', sub {
    $_->{witness}{radii}[1][0] = '1*2^-400' };
edit 'eq-solution-too-large', 'found', $bad, 'solution', sub {
    $_->{witness}{radii}[1][0] = '1*2^1' };
edit 'eq-solution-zero', 'found', $odd, '/witness/radii', sub {
    $_->{witness}{radii}[1][0] = '0' };
edit 'eq-solution-negative', 'found', $odd, '/witness/radii', sub {
    $_->{witness}{radii}[1][0] = '-1*2^-20' };
edit 'eq-uniqueness-too-large', 'found', $bad, 'uniqueness', sub {
    $_->{witness}{radii}[1][1] = '1*2^1' };
edit 'eq-uniqueness-too-small', 'found', $bad, 'is not certified inside +',
    sub {
    $_->{witness}{radii}[1][1] = '1*2^-400';
    $_->{witness}{radii}[1][2] = '1*2^-401';
    $_->{witness}{radius} = '1*2^-402' };
edit 'eq-u-above-r', 'found', $odd, '/witness/radii', sub {
    $_->{witness}{radii}[1][2] = '1*2^0' };
edit 'eq-detached', 'found', $bad, 'is not certified inside +', sub {
    $_->{witness}{radii}[1][2] = $_->{witness}{radii}[1][1] };
edit 'eq-inside', 'found', $bad, 'is not certified inside +', sub {
    $_->{witness}{radii}[1][2] = '1*2^-2000';
    $_->{witness}{radius} = '1*2^-2000' };
edit 'eq-radius-above-u', 'found', $bad, 'radius', sub {
    $_->{witness}{radius} = '1*2^-1' };
edit 'eq-radius-too-small', 'found', $bad, 'is not certified inside +', sub {
    $_->{witness}{radius} = '1*2^-2000' };
edit 'eq-radius-zero', 'found', $odd, '/witness/radius', sub {
    $_->{witness}{radius} = '0' };
edit 'eq-value-edited', 'found', $bad, 'is not certified inside +', sub {
    $_->{statement}{model}{value}[0][0] = '5/8' };
edit 'eq-mask-edge-dropped', 'found', $bad, 'is not certified inside +', sub {
    $_->{statement}{model}{mask}[1] = [[2, 2]] };
edit 'eq-norm-other', 'found', $bad, 'is not certified inside +', sub {
    $_->{statement}{model}{norm} = 'layer' };
edit 'eq-subspace-without-rank', 'found', $odd, '/witness', sub {
    $_->{witness}{subspace} = { coordinates => [1, 2] } };
edit 'eq-alone-where-proved', 'found', $odd, '/witness', sub {
    $_->{witness}{alone} = { groups => [], reach => '1*2^-5' } };
edit 'eq-results-short', 'full', $odd, '/results', sub {
    $_->{results} = ['R11'] };

# ---- Ranks ----

edit 'eq-rank-wrong', 'full', $bad, 'that does not show the claim proved', sub {
    $_->{statement}{claim}{rank} = 1 };
edit 'eq-rank-verdict-flipped', 'full', $bad,
    'that does not show the claim refuted',
    sub {
    $_->{verdict} = 'refuted' };
edit 'eq-rank-verdict-flipped-back', 'not-one', $bad,
    'that does not show the claim proved',
    sub {
    $_->{verdict} = 'proved' };
edit 'eq-rank-negative', 'full', $odd, '/statement/claim/rank', sub {
    $_->{statement}{claim}{rank} = -1 };
edit 'eq-rank-without-minor', 'full', $bad,
    'that does not show the claim proved',
    sub {
    delete $_->{witness}{minor} };
edit 'eq-minor-smaller', 'full', $bad, 'that does not show the claim proved',
    sub {
    $_->{witness}{minor} = { rows => [1], cols => [2] } };
edit 'eq-minor-zero', 'one', $bad, 'minor of the tokens was not certified',
    sub {
    $_->{statement}{claim}{rank} = 2; delete $_->{witness}{upper};
    delete $_->{witness}{subspace};
    $_->{witness}{minor} = { rows => [1, 2], cols => [1, 2] } };
edit 'eq-minor-beyond', 'full', $odd, '/witness/minor', sub {
    $_->{witness}{minor}{cols} = [1, 3] };
edit 'eq-without-upper', 'one', $bad, 'that does not show the claim proved',
    sub {
    delete $_->{witness}{upper} };
edit 'eq-upper-unknown', 'one', $odd, '/witness/upper', sub {
    $_->{witness}{upper} = { from => 'rank' } };
edit 'eq-upper-without-subspace', 'one', $odd, '/witness', sub {
    delete $_->{witness}{subspace};
    $_->{witness}{minor} = { rows => [1], cols => [2] } };
edit 'eq-subspace-not-invariant', 'one', $bad, 'subspace', sub {
    $_->{statement}{model}{value} = [['1/2', '1'], ['1/10', '1']] };
edit 'eq-subspace-other', 'one', $bad, 'of W is not exactly zero', sub {
    $_->{witness}{subspace} = { coordinates => [1] } };
edit 'eq-subspace-beyond', 'one', $odd, '/witness/subspace', sub {
    $_->{witness}{subspace} = { coordinates => [3] } };
edit 'eq-subspace-empty', 'one', $odd, '/witness/subspace', sub {
    $_->{witness}{subspace} = { coordinates => [] } };
edit 'eq-subspace-two-kinds', 'one', $odd, '/witness/subspace', sub {
    $_->{witness}{subspace}{basis} = [['0', '1']] };
edit 'eq-basis-not-invariant', 'one', $bad, 'subspace', sub {
    $_->{witness}{subspace} = { basis => [['1/3', '1']], pivots => [2] } };
edit 'eq-basis-not-identity', 'one', $bad, 'identity', sub {
    $_->{witness}{subspace} = { basis => [['0', '2']], pivots => [2] } };
edit 'eq-basis-pivots-more', 'one', $odd, '/witness/subspace', sub {
    $_->{witness}{subspace} = { basis => [['0', '1']], pivots => [1, 2] } };
edit 'eq-line-radius', 'eigenvector', $bad, 'is not certified inside +', sub {
    $_->{witness}{subspace}{line}{radius} = '1*2^-2000' };
edit 'eq-line-centre', 'eigenvector', $bad, 'is not certified inside +', sub {
    $_->{witness}{subspace}{line}{centre}[0] = '1*2^0' };
edit 'eq-line-lambda', 'eigenvector', $bad, 'is not certified above the radius',
    sub {
    $_->{witness}{subspace}{line}{lambda} =
        '-' . $_->{witness}{subspace}{line}{lambda} };
edit 'eq-line-pivot-zero', 'eigenvector', $bad,
    'of the eigenvector is not certified not',
    sub {
    $_->{witness}{subspace}{line}{pivot} = 3 };
edit 'eq-kernel-of-value', 'one', $bad, 'kernel vector', sub {
    $_->{witness}{upper} = { from => 'value', free => [1], side => 'right',
                             vectors => [['1', '0']] } };
edit 'eq-kernel-of-weights', 'one', $bad, 'of the weights is not zero', sub {
    $_->{witness}{upper} = { from => 'weights', free => [1], side => 'right',
                             vectors => [['1', '0']] } };
edit 'eq-kernel-of-softmax', 'line', $odd, '/witness/upper', sub {
    $_->{witness}{upper} = { from => 'weights', free => [1], side => 'right',
                             vectors => [['1', '0', '0']] } };

# ---- Which equilibrium is meant ----

edit 'not-one-near-outside', 'not-one', $bad, 'near', sub {
    $_->{statement}{claim}{near}[1][0] = '-29/50' };
edit 'not-one-rank-right', 'not-one', $bad,
    'that does not show the claim refuted',
    sub {
    $_->{statement}{claim}{rank} = 2 };
edit 'alone-without', 'alone', $bad, 'near', sub {
    delete $_->{witness}{alone}; $_->{results} = ['R11', 'R12'] };
edit 'alone-reach-less', 'alone', $bad, 'reach', sub {
    $_->{witness}{alone}{reach} = '1*2^-10' };
edit 'alone-reach-zero', 'alone', $odd, '/witness/alone/reach', sub {
    $_->{witness}{alone}{reach} = '0' };
edit 'alone-groups-short', 'alone', $odd, '/witness/alone/groups', sub {
    pop @{ $_->{witness}{alone}{groups} } };
edit 'alone-then-box', 'alone', $odd, '/witness/alone/groups', sub {
    $_->{witness}{alone}{groups}[0]{then} = 'box';
    $_->{witness}{alone}{groups}[0]{tree} = [] };
edit 'alone-box-less', 'alone', $bad, 'box', sub {
    $_->{witness}{alone}{groups}[0]{box}[0][0] = ['0', '1*2^-20'] };

# ---- None there ----

edit 'none-verdict-flipped', 'none', $odd, '/witness', sub {
    $_->{verdict} = 'proved' };
edit 'none-where-one-is', 'none', $bad,
    'is not certified to hold `near` +- the',
    sub {
    $_->{statement}{claim}{near} = [['0', '1'], ['-3/5', '-4/5']] };
edit 'none-box-less', 'none', $bad, 'box', sub {
    $_->{witness}{exclusion}{groups}[0]{box}[0][0] = ['1*2^-1', '5*2^-3'] };
edit 'none-box-backward', 'none', $odd, '/witness/exclusion', sub {
    my $p = $_->{witness}{exclusion}{groups}[0]{box}[0][0];
    @$p = reverse @$p };
edit 'none-box-point', 'none', $odd, '/witness/exclusion', sub {
    my $p = $_->{witness}{exclusion}{groups}[0]{box}[0][0];
    $p->[1] = $p->[0] };
edit 'none-box-short', 'none', $odd, '/witness/exclusion', sub {
    pop @{ $_->{witness}{exclusion}{groups}[0]{box}[0] } };
edit 'none-tree-empty', 'none', $odd, '/witness/exclusion', sub {
    $_->{witness}{exclusion}{groups}[0]{tree} = [] };
edit 'none-tree-more', 'none', $odd, '/witness/exclusion', sub {
    my $t = $_->{witness}{exclusion}{groups}[0]{tree};
    push @$t, ['out', 1, 'length'] };
edit 'none-tree-cut-short', 'none-there', $odd, '/witness/exclusion', sub {
    my $t = $_->{witness}{exclusion}{groups}[-1]{tree};
    pop @$t };
edit 'none-leaf-unknown', 'none', $odd, '/witness/exclusion', sub {
    $_->{witness}{exclusion}{groups}[0]{tree} = [['in', 1, 'length']] };
edit 'none-why-unknown', 'none', $odd, '/witness/exclusion', sub {
    $_->{witness}{exclusion}{groups}[0]{tree} = [['out', 1, 'because']] };
edit 'none-why-length', 'none', $bad, 'length', sub {
    $_->{witness}{exclusion}{groups}[0]{tree} = [['out', 1, 'length']] };
edit 'none-why-sign', 'none', $bad, 'sign', sub {
    $_->{witness}{exclusion}{groups}[0]{tree} = [['out', 1, 'sign']] };
edit 'none-why-plain', 'none-there', $bad, 'plain', sub {
    $_->{statement}{claim}{near} = [['1', '0', '0'], ['1', '0', '0'],
                                    ['1', '0', '0']];
    $_->{witness}{exclusion}{groups}[0] = {
        box => [([['15*2^-4', '17*2^-4'], ['-1*2^-4', '1*2^-4'],
                  ['-1*2^-4', '1*2^-4']]) x 3],
        then => 'excluded', tree => [['out', 1, 'plain']] } };
edit 'none-why-mean-value', 'none-there', $bad, 'mean-value', sub {
    $_->{statement}{claim}{near} = [['1', '0', '0'], ['1', '0', '0'],
                                    ['1', '0', '0']];
    $_->{witness}{exclusion}{groups}[0] = {
        box => [([['15*2^-4', '17*2^-4'], ['-1*2^-4', '1*2^-4'],
                  ['-1*2^-4', '1*2^-4']]) x 3],
        then => 'excluded', tree => [['out', 1, 'mean-value']] } };
edit 'none-why-sieve', 'none-there', $bad, 'sieve', sub {
    $_->{statement}{claim}{near} = [['1', '0', '0'], ['1', '0', '0'],
                                    ['1', '0', '0']];
    $_->{witness}{exclusion}{groups}[0] = {
        box => [([['15*2^-4', '17*2^-4'], ['-1*2^-4', '1*2^-4'],
                  ['-1*2^-4', '1*2^-4']]) x 3],
        then => 'excluded', tree => [['out', 1, 'sieve']] } };
edit 'none-unique-leaf-alone', 'none', $odd, '/witness/exclusion', sub {
    $_->{witness}{exclusion}{groups}[0]{tree} = [['unique']] };
edit 'none-split-beyond', 'none', $odd, '/witness/exclusion', sub {
    $_->{witness}{exclusion}{groups}[0]{tree} =
        [['split', 1, 3], ['out', 1, 'length'], ['out', 1, 'length']] };
edit 'none-split-other-group', 'none', $odd, '/witness/exclusion', sub {
    $_->{witness}{exclusion}{groups}[0]{tree} =
        [['split', 2, 1], ['out', 1, 'length'], ['out', 1, 'length']] };
edit 'none-cut-outside', 'none', $bad,
    'of the tree: cut: the rows are not inside',
    sub {
    my $g = $_->{witness}{exclusion}{groups}[0];
    $g->{tree} = [['cut', [[['0', '1*2^0'], ['0', '1*2^0']]]],
                  ['out', 1, 'plain']] };
edit 'none-cut-too-much', 'none-there', $bad, 'cut', sub {
    $_->{statement}{claim}{near} = [['1', '0', '0'], ['1', '0', '0'],
                                    ['1', '0', '0']];
    $_->{witness}{exclusion}{groups}[0] = {
        box => [([['15*2^-4', '17*2^-4'], ['-1*2^-4', '1*2^-4'],
                  ['-1*2^-4', '1*2^-4']]) x 3],
        then => 'excluded',
        tree => [['cut', [([['15*2^-4', '1*2^0'], ['-1*2^-4', '-1*2^-5'],
                            ['-1*2^-4', '1*2^-4']]) x 3]],
                 ['out', 1, 'plain']] } };
edit 'none-then-unique', 'none', $bad, 'not excluded', sub {
    $_->{witness}{exclusion}{groups}[-1]{then} = 'unique' };
edit 'none-with-reach', 'none', $odd, '/witness/exclusion', sub {
    $_->{witness}{exclusion}{reach} = '1*2^-5' };
edit 'none-no-groups', 'none', $odd, '/witness/exclusion', sub {
    $_->{witness}{exclusion}{groups} = [] };
edit 'eq-breakdown-token', 'rest-undefined', $bad,
    ') is not shown to be exactly zero',
    sub {
    $_->{witness}{token} = 1 };
edit 'eq-breakdown-not-zero', 'rest-undefined', $bad,
    ') is not shown to be exactly zero',
    sub {
    $_->{statement}{claim}{near}[1][0] = '-999/1000' };
edit 'eq-rank-beyond', 'not-one', $odd, '/statement/claim/rank', sub {
    $_->{statement}{claim}{rank} = 4097 };
