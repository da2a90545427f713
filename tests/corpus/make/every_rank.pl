# Claim `every-rank`.

# ---- The statement ----

edit 'ladder-ranks-absent', 'ladder', $odd, '/statement/claim', sub {
    delete $_->{statement}{claim}{ranks} };
edit 'ladder-ranks-word', 'ladder', $odd, '/statement/claim/ranks', sub {
    $_->{statement}{claim}{ranks} = 'every' };
edit 'ladder-ranks-empty', 'ladder-some', $odd, '/statement/claim/ranks', sub {
    $_->{statement}{claim}{ranks} = [] };
edit 'ladder-ranks-falling', 'ladder-some', $odd, '/statement/claim/ranks/1',
    sub {
    $_->{statement}{claim}{ranks} = [ 3, 1 ] };
edit 'ladder-branches-word', 'ladder-branches', $odd,
    '/statement/claim/branches', sub {
    $_->{statement}{claim}{branches} = 'some' };
edit 'ladder-basis-short', 'ladder-basis', $odd, '/statement/claim/basis', sub {
    pop @{ $_->{statement}{claim}{basis} } };
edit 'ladder-basis-singular', 'ladder-basis', $bad,
    'the basis is not invertible', sub {
    $_->{statement}{claim}{basis}[0] = [ '0', '2', '2' ] };
edit 'ladder-basis-wrong', 'ladder-basis', $bad,
    'the value matrix is not upper triangular: entry 2, 1 is not', sub {
    $_->{statement}{claim}{basis}[1] = [ '1', '1', '1' ] };
edit 'ladder-value-not-triangular', 'ladder', $bad,
    'the value matrix is not upper triangular: entry 3, 1 is not', sub {
    $_->{statement}{model}{value}[2][0] = '1/1000' };
edit 'ladder-value-written-not-triangular', 'ladder', $bad,
    'the value matrix is not upper triangular: entry 2, 1 is not', sub {
    $_->{statement}{model}{value}[0][1] = 'sqrt(4)';
    $_->{statement}{model}{value}[0][1] = 'sqrt(5)';
    $_->{statement}{model}{value}[1][0] = '1' };
edit 'ladder-basis-of-irrational', 'ladder-basis', $bad,
    'W is not rational, so that', sub {
    $_->{statement}{model}{value}[0][1] = 'sqrt(5)' };
edit 'ladder-layernorm-of-irrational', 'ladder', $bad,
    'W is not rational, so that', sub {
    $_->{statement}{model}{norm} = 'layer';
    $_->{statement}{model}{value}[0][1] = 'sqrt(5)' };
edit 'ladder-layernorm-not-triangular', 'ladder', $bad,
    'the value matrix is not upper triangular', sub {
    $_->{statement}{model}{norm} = 'layer' };
edit 'ladder-mask-not-lower', 'ladder', $bad,
    'the mask is not lower triangular', sub {
    $_->{statement}{model}{mask}[1] = [ [ 1, 3 ] ] };
edit 'ladder-norm-none', 'ladder', $bad, 'the norm is none', sub {
    $_->{statement}{model}{norm} = 'none' };
edit 'ladder-of-layers', 'ladder', $bad, 'speaks of one layer map', sub {
    my $W = $_->{statement}{model}{value};
    $_->{statement}{model}{value} = { layers => [ $W, $W ] };
    my $T = [ @$W[0, 1], [ '0', '0', '2' ] ];
    $_->{statement}{model}{value} = { layers => [ $W, $T ] } };

# ---- The envelope ----

edit 'ladder-undefined', 'ladder', $bad, 'a ladder is never undefined', sub {
    $_->{verdict} = 'undefined' };
edit 'ladder-no-bits', 'ladder', $odd, '/bits: this verdict needs intervals',
    sub {
    $_->{bits} = 0;
    delete $_->{producer}{flint} };
edit 'ladder-refuted-with-bits', 'ladder-beyond', $odd, '/bits', sub {
    $_->{bits} = 64;
    $_->{producer}{flint} = '2.9.0' };
edit 'ladder-results-less', 'ladder', $odd, '/results', sub {
    $_->{results} = ['R13'] };
edit 'ladder-results-softmax', 'ladder-softmax', $odd, '/results', sub {
    $_->{results} = [ 'R12', 'R13' ] };
edit 'ladder-results-refuted', 'ladder-beyond', $odd, '/results', sub {
    $_->{results} = [ 'R12', 'R13' ] };

# ---- Chains ----

edit 'ladder-no-chains', 'ladder', $odd, '/witness/chains', sub {
    $_->{witness}{chains} = [] };
edit 'ladder-witness-unknown', 'ladder', $odd, '/witness', sub {
    $_->{witness}{lambda} = [] };
edit 'ladder-rank-missing', 'ladder', $bad, 'no chain has rank 1', sub {
    pop @{ $_->{witness}{chains} } };
edit 'ladder-rank-first-missing', 'ladder', $odd,
    'a chain of rank 2 is not to be here', sub {
    $_->{statement}{claim}{ranks} = [ 1, 2 ];
    $_->{statement}{claim}{ranks} = 'all';
    shift @{ $_->{witness}{chains} };
    $_->{witness}{chains}[0]{keep} = 0;
    unshift @{ $_->{witness}{chains}[0]{tokens} }, [ 'B', 3 ], [ 'B', 2 ] };
edit 'ladder-rank-twice', 'ladder', $odd, 'a chain of rank 1 is not to be here',
    sub {
    push @{ $_->{witness}{chains} }, $_->{witness}{chains}[2] };
edit 'ladder-chain-unknown-key', 'ladder', $odd, '/witness/chains/0', sub {
    $_->{witness}{chains}[0]{branch} = 'A' };
edit 'ladder-keep-too-many', 'ladder', $odd, '/witness/chains/0/keep', sub {
    $_->{witness}{chains}[0]{keep} = 1 };
edit 'ladder-keep-wrong', 'ladder', $bad, 'the rank of a chain is between 3',
    sub {
    $_->{witness}{chains}[1]{keep} = 3;
    $_->{witness}{chains}[1]{keep} = 2;
    $_->{witness}{chains}[1]{tokens} = [ [ 'A', 1 ] ] };
edit 'ladder-rank-overstated', 'ladder-some', $bad,
    'the rank of a chain is between 1 and 1, and stated is 2', sub {
    $_->{statement}{claim}{ranks} = [ 2, 3 ];
    $_->{witness}{chains}[1]{rank} = 2 };
edit 'ladder-rank-not-asked-for', 'ladder-some', $odd,
    'a chain of rank 1 is not to be here', sub {
    $_->{statement}{claim}{ranks} = [ 2, 3 ] };
edit 'ladder-chain-short', 'ladder', $odd, 'a chain of 2 tokens, of 3', sub {
    pop @{ $_->{witness}{chains}[0]{tokens} } };
edit 'ladder-chain-long', 'ladder', $odd, '/witness/chains/0/tokens', sub {
    push @{ $_->{witness}{chains}[0]{tokens} }, [ 'B', 1 ] };
edit 'ladder-skips-a-coordinate', 'ladder-some', $bad,
    'the rank of a chain is between 2 and 3', sub {
    $_->{statement}{claim}{ranks} = [3];
    $_->{statement}{model}{mask}[2] = [ [ 3, 3 ] ];
    $_->{witness}{chains} = [ { keep => 0, rank => 3,
        tokens => [ [ 'B', 3 ], [ 'B', 1 ], [ 'B', 3 ] ] } ] };

# ---- Tokens ----

edit 'ladder-branch-unknown', 'ladder', $odd, '/witness/chains/0/tokens/1/0',
    sub {
    $_->{witness}{chains}[0]{tokens}[1][0] = 'C' };
edit 'ladder-direction-parts', 'ladder', $odd, '/witness/chains/0/tokens/1',
    sub {
    push @{ $_->{witness}{chains}[0]{tokens}[1] }, '1*2^0' };
edit 'ladder-coordinate-beyond', 'ladder', $odd,
    '/witness/chains/0/tokens/1/1', sub {
    $_->{witness}{chains}[0]{tokens}[1][1] = 4 };
edit 'ladder-coordinate-used', 'ladder', $bad,
    'token 2: its lowest coordinate 3 does not suit B', sub {
    $_->{witness}{chains}[0]{tokens}[1][1] = 3 };
edit 'ladder-inside-first', 'ladder', $bad,
    'token 1 is inside, but attends to no earlier one', sub {
    $_->{witness}{chains}[0]{tokens}[0] = [ 'inside', '1*2^0', '1*2^-9' ] };
edit 'ladder-inside-alone', 'ladder-alone', $bad,
    'token 3 is inside, but attends to no earlier one', sub {
    $_->{witness}{chains}[0]{tokens}[2] = [ 'inside', '1*2^0', '1*2^-9' ] };
edit 'ladder-e-zero', 'ladder', $odd, '/witness/chains/1/tokens/0/2', sub {
    $_->{witness}{chains}[1]{tokens}[0][2] = '0' };
edit 'ladder-lambda-moved', 'ladder', $bad, 'to change its sign', sub {
    $_->{witness}{chains}[1]{tokens}[0][1] = '3*2^-1' };
edit 'ladder-lambda-not-above-e', 'ladder', $bad, 'is not above e =', sub {
    $_->{witness}{chains}[1]{tokens}[0][2] = '1*2^2' };
edit 'ladder-lambda-over-a-pole', 'ladder', $bad,
    'lambda - A_ii a_3 is not certified to be other than zero', sub {
    $_->{witness}{chains}[1]{tokens}[0] = [ 'inside', '21*2^-5', '21*2^-6' ] };
edit 'ladder-e-too-small', 'ladder', $bad, 'to change its sign', sub {
    my $t = $_->{witness}{chains}[1]{tokens}[0];
    $t->[2] = '1*2^-200' };
edit 'ladder-discriminant-negative', 'ladder', $bad, 'the discriminant', sub {
    $_->{statement}{model}{value}[1][2] = '1/8' };
edit 'ladder-eigenvalue-zero', 'ladder-some', $bad,
    'is not certified positive', sub {
    $_->{statement}{model}{value}[0][0] = '0' };
edit 'ladder-eigenvalue-twice', 'ladder', $bad,
    'a_2 - a_3 is not certified to be other than zero', sub {
    $_->{statement}{model}{value}[1][1] = '1' };

# ---- All branches ----

edit 'ladder-choice-missing', 'ladder-branches', $bad,
    'the chains of rank 3 stand for 3 choices of branches, of 4', sub {
    my $c = $_->{witness}{chains};
    splice @$c, 3, 1 };
edit 'ladder-last-choice-missing', 'ladder-branches', $bad,
    'the chains of rank 2 stand for 1 choices of branches, of 2', sub {
    pop @{ $_->{witness}{chains} } };
edit 'ladder-choice-twice', 'ladder-branches', $odd,
    'go on with A and then with B', sub {
    $_->{witness}{chains}[1]{tokens}[0][0] = 'A' };
edit 'ladder-choice-order', 'ladder-branches', $odd,
    'go on with A and then with B', sub {
    $_->{witness}{chains}[0]{tokens}[2][0] = 'B';
    $_->{witness}{chains}[1]{tokens}[0][0] = 'A' };
edit 'ladder-choice-mirrored', 'ladder-branches', $odd,
    'token 1 does not belong to a choice of branches for rank 3', sub {
    $_->{witness}{chains}[0]{tokens}[0][0] = 'A' };
edit 'ladder-choice-of-another-rank', 'ladder-branches', $odd,
    'token 2 does not belong to a choice of branches for rank 2', sub {
    $_->{witness}{chains}[4]{tokens} = [ [ 'inside', '1*2^0', '1*2^-59' ],
                                         [ 'B', 2 ] ] };
edit 'ladder-none-not-so', 'ladder-branches', $bad,
    'is not certified negative', sub {
    $_->{witness}{chains}[2]{tokens}[1] = ['none'];
    splice @{ $_->{witness}{chains} }, 3, 1 };
edit 'ladder-none-in-the-middle', 'ladder-missing', $odd,
    'a chain does not end here', sub {
    $_->{witness}{chains}[2]{tokens} = [ ['none'], [ 'B', 2 ] ] };
edit 'ladder-none-without-branches', 'ladder-missing', $odd,
    'a chain does not end here', sub {
    delete $_->{statement}{claim}{branches};
    splice @{ $_->{witness}{chains} }, 0, 2;
    $_->{witness}{chains}[0]{keep} = 0;
    unshift @{ $_->{witness}{chains}[0]{tokens} }, [ 'B', 3 ] };
edit 'ladder-none-with-parts', 'ladder-missing', $odd,
    '/witness/chains/2/tokens/1', sub {
    push @{ $_->{witness}{chains}[2]{tokens}[1] }, 1 };
edit 'ladder-none-at-its-rank', 'ladder-missing', $odd,
    'stands for no choice of branches for rank 1', sub {
    $_->{statement}{claim}{ranks} = [1];
    $_->{witness}{chains} = [ { keep => 0, rank => 1,
        tokens => [ [ 'B', 3 ], [ 'A', 2 ], [ 'A', 1 ] ] } ];
    $_->{witness}{chains}[0]{tokens} = [ [ 'B', 3 ], [ 'B', 2 ], ['none'] ] };
edit 'ladder-none-alone', 'ladder-missing', $bad, 'no chain has rank 3', sub {
    splice @{ $_->{witness}{chains} }, 0, 2;
    $_->{witness}{chains}[0]{keep} = 0;
    unshift @{ $_->{witness}{chains}[0]{tokens} }, [ 'B', 3 ] };
edit 'ladder-none-beyond', 'ladder-alone', $odd, 'no direction is left', sub {
    $_->{statement}{claim}{branches} = 'all';
    $_->{witness}{chains} = [ { keep => 0, rank => 2,
        tokens => [ [ 'B', 2 ], [ 'A', 1 ], ['none'] ] } ] };
edit 'ladder-none-for-softmax', 'ladder-softmax-branches', $odd,
    'no discriminant speaks of softmax', sub {
    $_->{witness}{chains}[0]{tokens} = [ $_->{witness}{chains}[0]{tokens}[0],
        ['none'] ] };

# ---- Softmax ----

edit 'ladder-softmax-parts', 'ladder-softmax', $odd,
    '/witness/chains/0/tokens/1', sub {
    pop @{ $_->{witness}{chains}[0]{tokens}[1] } };
edit 'ladder-softmax-centre-short', 'ladder-softmax', $odd,
    '/witness/chains/0/tokens/1/2', sub {
    pop @{ $_->{witness}{chains}[0]{tokens}[1][2] } };
edit 'ladder-softmax-centre-moved', 'ladder-softmax', $bad,
    'solution: token 2', sub {
    $_->{witness}{chains}[0]{tokens}[1][2][0] = '-3*2^-2' };
edit 'ladder-softmax-lambda', 'ladder-softmax', $bad,
    'solution: token 2: lambda', sub {
    $_->{witness}{chains}[0]{tokens}[1][3] = '-1*2^0' };
edit 'ladder-softmax-direction-vanishes', 'ladder-softmax', $bad,
    'in a new direction is not certified', sub {
    $_->{witness}{chains}[0]{tokens}[1] = [ 'B', 1, [ '0', '1*2^0' ], '1*2^0',
        '1*2^-40' ] };
edit 'ladder-softmax-same-branch', 'ladder-softmax-branches', $bad,
    'the branches A and B of token 2 are not certified to differ', sub {
    my $c = $_->{witness}{chains};
    $c->[1]{tokens} = [ [ @{ $c->[0]{tokens}[1] } ], $c->[0]{tokens}[2] ];
    $c->[1]{tokens}[0][0] = 'B' };

# ---- Refuted ----

edit 'ladder-beyond-not-claimed', 'ladder-beyond', $odd,
    'rank 5 is not claimed', sub {
    $_->{witness}{rank} = 5 };
edit 'ladder-beyond-not', 'ladder-beyond', $bad,
    'rank 3 is not above the bound 3', sub {
    $_->{witness}{rank} = 3 };
edit 'ladder-beyond-with-chains', 'ladder-beyond', $odd, '/witness', sub {
    $_->{witness}{chains} = [] };
edit 'ladder-singular-without-kernel', 'ladder-singular', $bad,
    'rank 2 is not above the bound 2', sub {
    delete $_->{witness}{value} };
edit 'ladder-singular-kernel-wrong', 'ladder-singular', $bad, 'W', sub {
    $_->{witness}{value}{vectors}[0][0] = '1' };
edit 'ladder-singular-kernel-short', 'ladder-singular', $odd,
    '/witness/value', sub {
    delete $_->{witness}{value}{free} };
edit 'ladder-singular-irrational', 'ladder-singular', $odd,
    'W is not rational', sub {
    $_->{statement}{model}{value}[0][1] = 'sqrt(2)' };
edit 'ladder-singular-flipped', 'ladder-singular', $odd, '/bits', sub {
    $_->{verdict} = 'proved' };
