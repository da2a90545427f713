# Claim `spectrum`.

# ---- The statement ----

edit 'spectrum-says-nothing', 'ordered', $odd, '/statement/claim', sub {
    delete @{ $_->{statement}{claim} }{qw(at-least at-most)} };
edit 'spectrum-field-unknown', 'ordered', $odd, '/statement/claim', sub {
    $_->{statement}{claim}{'less-than'} = '1' };
edit 'spectrum-bound-float', 'ordered', $odd, '/statement/claim/at-most', sub {
    $_->{statement}{claim}{'at-most'} = '0.5' };
edit 'spectrum-undefined', 'ordered', $odd, '/verdict', sub {
    $_->{verdict} = 'undefined' };
edit 'spectrum-results-wrong', 'ordered', $odd, '/results', sub {
    $_->{results} = ['R26'] };
edit 'spectrum-results-more', 'twice', $odd, '/results', sub {
    $_->{results} = [ 'R7', 'R30' ] };
edit 'spectrum-of-layers', 'ordered', $odd,
    '/statement/model/attention/fixed', sub {
    my $A = [ [ '1', '0', '0' ], [ '1/2', '1/2', '0' ],
              [ '1/3', '1/3', '1/3' ] ];
    $_->{hypotheses} = ['weights'];
    $_->{statement}{model}{attention} = { fixed => { layers => [ $A, $A ] } } };
edit 'spectrum-weights-off-the-mask', 'ordered', $bad, 'the weight of', sub {
    $_->{hypotheses} = ['weights'];
    $_->{statement}{model}{attention} = { fixed => [ [ '1', '0', '0' ],
        [ '1/2', '1/2', '0' ], [ '1/4', '1/4', '1/2' ] ] };
    $_->{statement}{model}{mask}[1] = [ [ 2, 2 ] ] };
edit 'spectrum-with-start', 'ordered', $odd, '/statement', sub {
    $_->{statement}{start} = [ ['0'], ['1'], ['2'] ] };

# ---- The witness ----

edit 'spectrum-two-witnesses', 'twice', $odd, '/witness', sub {
    $_->{witness}{order} = [ 1, 2, 3, 4 ] };
edit 'spectrum-no-witness', 'twice', $odd, '/witness', sub {
    $_->{witness} = {} };
edit 'spectrum-witness-unknown', 'twice', $odd, '/witness', sub {
    $_->{witness} = { eigenvector => [] } };
edit 'spectrum-verdict-flipped', 'ordered', $bad, 'does not make the claim',
    sub {
    $_->{verdict} = 'refuted' };
edit 'spectrum-verdict-flipped-back', 'ordered-refuted', $bad,
    'does not make the claim', sub {
    $_->{verdict} = 'proved' };

# ---- An order ----

sub with_bits {
    $_->{bits} = shift;
    $_->{producer}{flint} = '2.9.0' }
sub without_bits {
    $_->{bits} = 0;
    delete $_->{producer}{flint} }

edit 'order-with-bits', 'ordered', $odd, '/bits', sub { with_bits(64) };
edit 'order-short', 'ordered', $odd, '/witness/order', sub {
    pop @{ $_->{witness}{order} } };
edit 'order-repeated', 'ordered', $odd, '/witness/order/2', sub {
    $_->{witness}{order} = [ 1, 2, 2 ] };
edit 'order-token-beyond', 'ordered', $odd, '/witness/order/2', sub {
    $_->{witness}{order} = [ 1, 2, 4 ] };
edit 'order-from-zero', 'ordered', $odd, '/witness/order/0', sub {
    $_->{witness}{order} = [ 0, 1, 2 ] };
edit 'order-not-triangular', 'ordered', $bad, 'comes later in the order', sub {
    $_->{witness}{order} = [ 2, 1, 3 ] };
edit 'order-of-a-cycle', 'directed', $bad, 'comes later in the order', sub {
    without_bits();
    $_->{witness} = { order => [ 1, 2, 3 ] } };
edit 'order-bound-lowered', 'ordered', $bad, 'does not make the claim', sub {
    $_->{statement}{claim}{'at-most'} = '4' . '9' x 40 . '/1' . '0' x 41 };
edit 'order-bound-raised', 'ordered', $bad, 'does not make the claim', sub {
    $_->{statement}{claim}{'at-least'} = '5' . '0' x 39 . '1/1' . '0' x 41 };
edit 'order-bound-of-roots', 'ordered', $bad, 'is not certified to differ', sub {
    $_->{statement}{claim}{'at-most'} = 'sin(pi/6)' };
edit 'order-equality-is-not-less', 'ordered', $bad, 'does not make the claim',
    sub {
    $_->{verdict} = 'refuted';
    delete $_->{statement}{claim}{'at-least'} };
edit 'order-other-mask', 'ordered', $bad, 'does not make the claim', sub {
    $_->{statement}{model}{mask}[1] = [ [ 2, 2 ] ] };

# ---- Two sources ----

edit 'spectrum-sources-with-bits', 'twice', $odd, '/bits', sub {
    with_bits(64) };
edit 'spectrum-sources-one', 'twice', $odd, '/witness/sources', sub {
    pop @{ $_->{witness}{sources} } };
edit 'spectrum-sources-empty', 'twice', $odd, '/witness/sources/1', sub {
    $_->{witness}{sources}[1] = [] };
edit 'spectrum-sources-overlap', 'twice', $bad, 'both', sub {
    $_->{witness}{sources}[1] = [ 2, 4 ] };
edit 'spectrum-sources-open', 'twice', $bad, 'attends to', sub {
    $_->{witness}{sources}[1] = [ 3, 4 ] };
edit 'spectrum-sources-falling', 'twice', $odd, '/witness/sources/0', sub {
    $_->{witness}{sources}[0] = [ 2, 1 ] };
edit 'spectrum-sources-bound-lowered', 'twice', $bad, 'does not make the claim',
    sub {
    $_->{statement}{claim}{'at-most'} = '99/100' };
edit 'spectrum-sources-refute-one', 'twice-refuted', $bad,
    'does not make the claim', sub {
    $_->{statement}{claim}{'at-most'} = '1' };

# ---- Pivots ----

sub pivots { return $_[0]{witness}{pivots} }

edit 'pivots-none', 'star', $odd, '/witness/pivots', sub {
    $_->{witness}{pivots} = {} };
edit 'pivots-of-nothing', 'star', $odd, '/witness/pivots/at-most', sub {
    pivots($_)->{'at-most'} = {} };
edit 'pivots-key-unknown', 'star', $odd, '/witness/pivots', sub {
    pivots($_)->{'more-than'} = pivots($_)->{'at-most'} };
edit 'pivots-list-unknown', 'star', $odd, '/witness/pivots/at-most', sub {
    pivots($_)->{'at-most'}{zero} = [ [1] ] };
edit 'pivots-of-no-bound', 'star', $odd, '/witness/pivots/at-least', sub {
    delete $_->{statement}{claim}{'at-least'} };
edit 'pivots-missing-bound', 'star', $bad, 'does not make the claim', sub {
    delete pivots($_)->{'at-least'} };
edit 'pivots-missing-plus', 'star', $bad, 'does not make the claim', sub {
    delete pivots($_)->{'at-most'}{plus} };
edit 'pivots-missing-minus', 'star', $bad, 'does not make the claim', sub {
    delete pivots($_)->{'at-most'}{minus} };
edit 'pivots-refute-both', 'star-refuted', $odd, '/witness/pivots', sub {
    pivots($_)->{'at-most'} = pivots($_)->{'at-least'} };
edit 'pivots-refute-other', 'star-refuted', $bad, 'does not make the claim',
    sub {
    $_->{witness}{pivots} = { 'at-most' => pivots($_)->{'at-least'} };
    $_->{statement}{claim}{'at-most'} = '99/100' };
edit 'pivots-one-sided-mask', 'star', $bad, 'the mask is not symmetric', sub {
    $_->{statement}{model}{mask}[1] = [ [ 2, 2 ] ] };
edit 'pivots-fixed-weights', 'star', $bad, 'the weights are fixed', sub {
    $_->{hypotheses} = ['weights'];
    $_->{statement}{model}{attention} = { fixed => [
        [ '1/4', '1/4', '1/4', '1/4' ], [ '1/2', '1/2', '0', '0' ],
        [ '1/2', '0', '1/2', '0' ], [ '1/2', '0', '0', '1/2' ] ] } };
edit 'pivots-twice', 'star', $odd, '/witness/pivots/at-least/minus/1', sub {
    pivots($_)->{'at-least'}{minus} = [ [1], [1] ] };
edit 'pivots-beyond', 'star', $odd, '/witness/pivots/at-least/minus/1', sub {
    pivots($_)->{'at-least'}{minus} = [ [1], [5] ] };
edit 'pivots-of-three', 'star', $odd, '/witness/pivots/at-least/minus/0', sub {
    pivots($_)->{'at-least'}{minus} = [ [ 1, 2, 3 ] ] };
edit 'pivots-end-early', 'star', $bad, 'leave an entry', sub {
    pop @{ pivots($_)->{'at-least'}{minus} } };
edit 'pivots-zero', 'star', $bad, 'pivot 1 is zero', sub {
    pivots($_)->{'at-least'}{minus} = [ [2], [1] ] };
edit 'pivots-pair-positive', 'star', $bad, 'is not negative', sub {
    pivots($_)->{'at-most'}{plus} = [ [ 2, 3 ], [1], [4] ] };
edit 'pivots-exact-bound-lowered', 'star', $bad, 'leave an entry', sub {
    $_->{statement}{claim}{'at-most'} = '49/100' };
edit 'pivots-exact-bound-lowered-all', 'star', $bad, 'does not make the claim',
    sub {
    $_->{statement}{claim}{'at-most'} = '49/100';
    pivots($_)->{'at-most'}{minus} = [ [1], [2], [3], [4] ] };
edit 'pivots-exact-bound-raised', 'star', $bad, 'does not make the claim', sub {
    $_->{statement}{claim}{'at-least'} = '51/100';
    pivots($_)->{'at-least'}{minus} = [ [1], [2], [3], [4] ] };
edit 'pivots-exact-strict', 'star', $bad, 'does not make the claim', sub {
    $_->{verdict} = 'refuted';
    delete pivots($_)->{'at-least'} };
edit 'pivots-exact-negative', 'star', $bad, 'a bound is negative', sub {
    $_->{statement}{claim}{'at-least'} = '-1/2' };
edit 'pivots-exact-irrational', 'star', $odd, '/bits', sub {
    $_->{statement}{claim}{'at-least'} = 'sqrt(1/5)' };
edit 'pivots-enclosed-equality', 'star', $bad, 'pivot', sub {
    with_bits(64);
    pivots($_)->{'at-least'}{minus} = [ [1], [2], [3], [4] ];
    pivots($_)->{'at-most'}{minus} = [ [1], [2], [3], [4] ] };
edit 'pivots-enclosed-short', 'star-enclosed', $odd,
    '/witness/pivots/at-least/minus', sub {
    pop @{ pivots($_)->{'at-least'}{minus} } };
edit 'pivots-enclosed-twice', 'star-enclosed', $odd,
    '/witness/pivots/at-least/minus/1', sub {
    pivots($_)->{'at-least'}{minus} = [ [2], [2], [3], [4] ] };
edit 'pivots-enclosed-negative', 'star-enclosed', $bad, 'not certified >= 0',
    sub {
    $_->{statement}{claim}{'at-least'} = '-1*sqrt(1/5)' };
edit 'pivots-enclosed-raised', 'star-enclosed', $bad, 'does not make the claim',
    sub {
    $_->{statement}{claim}{'at-least'} = 'sqrt(1/3)' };
edit 'pivots-enclosed-lowered', 'star-enclosed', $bad,
    'does not make the claim', sub {
    $_->{statement}{claim}{'at-most'} = 'sqrt(1/5)' };
edit 'pivots-enclosed-flipped', 'star-refuted', $bad, 'does not make the claim',
    sub {
    $_->{verdict} = 'proved' };

# ---- The polynomial ----

edit 'polynomial-without-bits', 'directed', $odd, '/bits', sub {
    without_bits() };
edit 'polynomial-few-bits', 'directed', $odd, '/bits', sub {
    $_->{bits} = 31 };
edit 'polynomial-twice', 'directed', $odd, '/witness/polynomial/1', sub {
    $_->{witness}{polynomial} = [ 'at-most', 'at-most' ] };
edit 'polynomial-three', 'directed', $odd, '/witness/polynomial', sub {
    push @{ $_->{witness}{polynomial} }, 'at-most' };
edit 'polynomial-word', 'directed', $odd, '/witness/polynomial/0', sub {
    $_->{witness}{polynomial}[0] = 'at least' };
edit 'polynomial-of-no-bound', 'directed', $odd, '/witness/polynomial/0', sub {
    delete $_->{statement}{claim}{'at-least'} };
edit 'polynomial-missing-bound', 'directed', $bad, 'does not make the claim',
    sub {
    $_->{witness}{polynomial} = ['at-most'] };
edit 'polynomial-empty', 'directed', $odd, '/bits', sub {
    $_->{witness}{polynomial} = [] };
edit 'polynomial-empty-shows-nothing', 'directed', $bad,
    'does not make the claim', sub {
    $_->{bits} = 32;
    $_->{witness}{polynomial} = [] };
edit 'polynomial-trivial-bits', 'directed-trivial', $odd, '/bits', sub {
    $_->{bits} = 64 };
edit 'polynomial-trivial-refuted', 'directed-trivial', $bad,
    'does not make the claim', sub {
    $_->{verdict} = 'refuted' };
edit 'polynomial-trivial-inside', 'directed-trivial', $bad,
    'does not make the claim', sub {
    $_->{statement}{claim}{'at-most'} = '99/100' };
edit 'polynomial-trivial-at-least', 'directed-trivial', $bad,
    'does not make the claim', sub {
    $_->{statement}{claim}{'at-least'} = '1/100' };
edit 'polynomial-bound-lowered', 'directed', $bad, 'does not make the claim',
    sub {
    $_->{statement}{claim}{'at-most'} = '7/25' };
edit 'polynomial-bound-raised', 'directed', $bad, 'does not make the claim',
    sub {
    $_->{statement}{claim}{'at-least'} = '29/100' };
edit 'polynomial-equality', 'directed', $bad, 'does not come to an end', sub {
    $_->{statement}{claim}{'at-most'} = 'sqrt(1/12)' };
edit 'polynomial-zero', 'directed', $bad, 'not certified positive', sub {
    $_->{statement}{claim}{'at-least'} = '0' };
edit 'polynomial-negative', 'directed', $bad, 'not certified positive', sub {
    $_->{statement}{claim}{'at-least'} = '-1/2' };
edit 'polynomial-refutes-other', 'directed-refuted', $bad,
    'does not make the claim', sub {
    $_->{witness}{polynomial} = ['at-least'] };
edit 'polynomial-refutes-both', 'directed-refuted', $odd,
    '/witness/polynomial', sub {
    $_->{witness}{polynomial} = [ 'at-least', 'at-most' ] };
edit 'polynomial-refutes-flipped', 'directed-refuted', $bad,
    'does not make the claim', sub {
    $_->{verdict} = 'proved';
    $_->{witness}{polynomial} = [ 'at-least', 'at-most' ] };
