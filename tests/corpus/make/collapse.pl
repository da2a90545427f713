# Claim `collapse`.

use Math::BigInt;

# ---- What the entries change ----

sub phase { return $_[0]{witness}{phases}[ $_[1] ] }
sub claim { return $_[0]{statement}{claim} }

# An integer in a string, `by` more.
sub moved {
    my ($integer, $by) = @_;
    return '' . Math::BigInt->new($integer)->badd($by)->bstr;
}

# The greatest dyadic below "m*2^e" with the same number of digits or more.
sub below {
    my ($m, $e) = split /\*2\^/, $_[0];
    return Math::BigInt->new($m)->bmul(2)->bdec->bstr . '*2^' . ($e - 1);
}

# S_0 (R / D)^(2 b) of the first phase, rounded down.
sub just_short {
    my $first = phase($_[0], 0);
    my ($m, $e) = split /\*2\^/, $_[0]{witness}{'spread-squared'};
    my $blocks = 2 * "$first->{blocks}";    # a text it stays
    my $up = Math::BigInt->new($first->{factor})->bpow($blocks)->bmul($m);
    my $down = Math::BigInt->new($_[0]{witness}{denominator})->bpow($blocks);
    my $scaled = $up->blsft(300)->bdiv($down)->bior(1)->bsub(2);
    return $scaled->bstr . '*2^' . ($e - 300);
}

# ---- The statement ----

edit 'collapse-field-unknown', 'halving', $odd, '/statement/claim', sub {
    claim($_)->{steps} = 3 };
edit 'collapse-rate-float', 'halving', $odd, '/statement/claim/rate-at-most',
    sub {
    claim($_)->{'rate-at-most'} = '0.5' };
edit 'collapse-replay-negative', 'halving', $odd, '/statement/claim/replay',
    sub {
    claim($_)->{replay} = -1 };
edit 'collapse-replay-huge', 'halving', $bad, 'limit', sub {
    claim($_)->{replay} = 1000000000 };
edit 'collapse-start-missing', 'halving', $odd, '/statement', sub {
    delete $_->{statement}{start} };
edit 'collapse-scale-negative', 'sharper', $bad, 'scale', sub {
    $_->{statement}{model}{attention}{softmax}{scale} = '-2' };
edit 'collapse-weights-sum', 'sheared', $bad, 'sum', sub {
    $_->{statement}{model}{attention}{fixed}[0][0] = '1/2' };

# ---- The certificate ----

edit 'collapse-verdict-flipped', 'halving', $odd, '/results', sub {
    $_->{verdict} = 'refuted' };
edit 'collapse-verdict-undefined', 'halving', $odd, '/results', sub {
    $_->{verdict} = 'undefined' };
edit 'collapse-without-bits', 'halving', $odd, '/bits', sub {
    $_->{bits} = 0;
    delete $_->{producer}{flint} };
for my $base (qw(halving sharper sheared turned captured)) {
    edit "collapse-results-short-$base", $base, $odd, '/results', sub {
        pop @{ $_->{results} } };
    edit "collapse-results-more-$base", $base, $odd, '/results', sub {
        push @{ $_->{results} }, 'R30' };
}
edit 'collapse-results-without-paper', 'halving', $odd, '/results', sub {
    shift @{ $_->{results} } };
edit 'collapse-results-without-phases', 'sharper', $odd, '/results', sub {
    @{ $_->{results} } = grep { $_ ne 'R5' } @{ $_->{results} } };
edit 'collapse-results-without-capture', 'sharper', $odd, '/results', sub {
    @{ $_->{results} } = grep { $_ ne 'R10' } @{ $_->{results} } };
edit 'collapse-results-without-softmax', 'turned', $odd, '/results', sub {
    @{ $_->{results} } = grep { $_ ne 'R2' } @{ $_->{results} } };

# ---- Keys of the witness ----

edit 'collapse-key-unknown', 'halving', $odd, '/witness', sub {
    $_->{witness}{bound} = '1' };
edit 'collapse-scores-without-softmax', 'halving', $odd, '/witness', sub {
    $_->{witness}{scores} = '1*2^0' };
edit 'collapse-size-without-softmax', 'halving', $odd, '/witness', sub {
    $_->{witness}{size} = '1*2^0' };
edit 'collapse-spread-of-the-start', 'halving', $odd, '/witness', sub {
    $_->{witness}{'spread-squared'} = '1*2^0' };
edit 'collapse-direction-without-norm', 'halving', $odd, '/witness', sub {
    $_->{witness}{direction} = ['1'];
    $_->{witness}{height} = '1*2^0' };
edit 'collapse-value-under-norm', 'turned', $odd, '/witness', sub {
    $_->{witness}{value} = { contraction => JSON::PP::true } };
edit 'collapse-size-under-norm', 'turned', $odd, '/witness', sub {
    $_->{witness}{size} = '1*2^0' };
edit 'collapse-spread-missing', 'sharper', $odd, '/witness', sub {
    delete $_->{witness}{'spread-squared'} };
edit 'collapse-spread-missing-under-norm', 'turned', $odd, '/witness', sub {
    delete $_->{witness}{'spread-squared'} };
edit 'collapse-size-missing', 'sharper', $odd, '/witness', sub {
    delete $_->{witness}{size} };
edit 'collapse-scores-missing', 'turned', $odd, '/witness', sub {
    delete $_->{witness}{scores} };
edit 'collapse-paper-missing', 'halving', $odd, '/witness', sub {
    delete $_->{witness}{paper} };
edit 'collapse-paper-without-replay', 'halving', $odd, '/results', sub {
    delete claim($_)->{replay};
    delete $_->{witness}{paper} };
edit 'collapse-paper-of-nothing', 'halving', $odd, '/witness', sub {
    delete claim($_)->{replay};
    shift @{ $_->{results} } };

# ---- capture ----

edit 'capture-negative', 'sharper', $odd, '/witness/capture', sub {
    $_->{witness}{capture} = -1 };
edit 'capture-huge', 'sharper', $bad, 'limit', sub {
    $_->{witness}{capture} = 1000000000 };
edit 'capture-earlier', 'sharper', $bad, 'spread-squared is less', sub {
    $_->{witness}{capture}-- };
edit 'capture-at-the-start', 'captured', $bad, 'capture', sub {
    $_->{witness}{capture} = 0;
    @{ $_->{results} } = grep { $_ ne 'R10' } @{ $_->{results} } };
edit 'capture-of-long-rows', 'turned', $bad, 'capture', sub {
    $_->{statement}{start}[0][0] = '1000001/1000000' };
edit 'capture-of-irrational-rows', 'turned', $bad, 'capture', sub {
    $_->{statement}{start}[0] = [ 'sqrt(1/2)', 'sqrt(1/2)' ] };
edit 'capture-where-undefined', 'captured', $bad, 'not certified positive', sub {
    $_->{statement}{start}[0] = [ '1', '1', '1' ] };

# ---- denominator ----

edit 'denominator-zero', 'halving', $odd, '/witness/denominator', sub {
    $_->{witness}{denominator} = '0' };
edit 'denominator-negative', 'halving', $odd, '/witness/denominator', sub {
    $_->{witness}{denominator} = '-' . $_->{witness}{denominator} };
edit 'denominator-fraction', 'halving', $odd, '/witness/denominator', sub {
    $_->{witness}{denominator} = '1/2' };
edit 'denominator-a-number', 'halving', $odd, '/witness/denominator', sub {
    $_->{witness}{denominator} = 1024 };
edit 'denominator-larger', 'halving', $bad, 'factor: it is not', sub {
    $_->{witness}{denominator} = moved($_->{witness}{denominator}, 2) };
edit 'denominator-smaller', 'sharper', $bad, 'floors', sub {
    $_->{witness}{denominator} = '1024' };

# ---- value ----

edit 'value-shear-no-contraction', 'sheared', $bad,
    'I - W^T W of layer 0 is not positive semidefinite', sub {
    $_->{witness}{value} = { contraction => JSON::PP::true } };
edit 'value-contraction-false', 'halving', $odd,
    '/witness/value/contraction', sub {
    $_->{witness}{value} = { contraction => JSON::PP::false } };
edit 'value-both', 'sheared', $odd, '/witness/value', sub {
    $_->{witness}{value}{contraction} = JSON::PP::true };
edit 'value-neither', 'halving', $odd, '/witness/value', sub {
    $_->{witness}{value} = {} };
edit 'value-key-unknown', 'halving', $odd, '/witness/value', sub {
    $_->{witness}{value}{norm} = '1' };
edit 'value-above-one', 'halving', $bad, 'I - W^T W', sub {
    $_->{statement}{model}{value} = [ ['1000001/1000000'] ] };
edit 'value-above-one-negative', 'halving', $bad, 'I - W^T W', sub {
    $_->{statement}{model}{value} = [ ['-1000001/1000000'] ] };
edit 'value-above-one-later', 'halving', $bad, 'of layer 1', sub {
    $_->{statement}{model}{value} =
        { layers => [ [ ['1'] ], [ ['1000001/1000000'] ] ] } };
edit 'value-irrational', 'halving', $bad, 'is not rational', sub {
    $_->{statement}{model}{value} = [ ['sqrt(1/2)'] ] };
edit 'value-basis-row-sum', 'sheared', $bad, 'has a sum above 1', sub {
    $_->{witness}{value}{basis}[0][0] = '1' };
edit 'value-basis-singular', 'sheared', $bad, 'not invertible', sub {
    $_->{witness}{value}{basis}[0][0] = '0' };
edit 'value-basis-short', 'sheared', $odd, '/witness/value/basis', sub {
    pop @{ $_->{witness}{value}{basis} } };
edit 'value-basis-irrational', 'sheared', $odd, '/witness/value/basis', sub {
    $_->{witness}{value}{basis}[1][1] = 'sqrt(2)' };
edit 'value-basis-norm-small', 'sheared', $bad, 'alpha^2 I - S^T S', sub {
    my $norms = $_->{witness}{value}{norms};
    $norms->[0] = below($norms->[0]) };
edit 'value-basis-inverse-norm-small', 'sheared', $bad,
    'beta^2 I - S^-T S^-1', sub {
    my $norms = $_->{witness}{value}{norms};
    $norms->[1] = below($norms->[1]) };
edit 'value-basis-norms-exchanged', 'sheared', $bad, 'alpha^2 I - S^T S', sub {
    my $norms = $_->{witness}{value}{norms};
    @$norms = reverse @$norms };
edit 'value-basis-norm-negative', 'sheared', $odd, '/witness/value/norms/0',
    sub {
    $_->{witness}{value}{norms}[0] = '-' . $_->{witness}{value}{norms}[0] };
edit 'value-basis-norms-short', 'sheared', $odd, '/witness/value/norms', sub {
    pop @{ $_->{witness}{value}{norms} } };
edit 'value-basis-other-layer', 'sheared', $bad, 'of layer 1', sub {
    my $model = $_->{statement}{model};
    $model->{value} =
        { layers => [ $model->{value}, [ [ '1/2', '3' ], [ '0', '1' ] ] ] } };
edit 'value-not-orthogonal', 'turned', $bad, 'does not preserve norms', sub {
    $_->{statement}{model}{value} = [ [ '3/5', '4/5' ], [ '-4/5', '4/5' ] ] };
edit 'value-contraction-under-norm', 'turned', $bad, 'does not preserve norms',
    sub {
    $_->{statement}{model}{value} = [ [ '1/2', '0' ], [ '0', '1/2' ] ] };
edit 'value-orthogonal-off-the-mean', 'captured', $bad,
    'does not preserve norms', sub {
    $_->{statement}{model}{value} =
        [ [ '3/5', '4/5', '0' ], [ '-4/5', '3/5', '0' ], [ '0', '0', '1' ] ] };
edit 'value-irrational-under-norm', 'turned', $bad, 'is not rational', sub {
    $_->{statement}{model}{value} =
        [ [ 'cos(1)', 'sin(1)' ], [ '-1*sin(1)', 'cos(1)' ] ] };

# ---- direction, height ----

edit 'direction-zero', 'turned', $bad, '||v|| is not certified positive', sub {
    $_->{witness}{direction} = [ '0', '0' ] };
edit 'direction-reversed', 'turned', $bad, 'is below h ||v||', sub {
    $_->{witness}{direction} =
        [ map { "-$_" } @{ $_->{witness}{direction} } ] };
edit 'direction-short', 'turned', $odd, '/witness/direction', sub {
    pop @{ $_->{witness}{direction} } };
edit 'direction-long', 'turned', $odd, '/witness/direction', sub {
    push @{ $_->{witness}{direction} }, '0' };
edit 'direction-irrational', 'turned', $odd, '/witness/direction/0', sub {
    $_->{witness}{direction}[0] = 'sqrt(2)' };
edit 'direction-other', 'turned', $bad, 'is below h ||v||', sub {
    $_->{witness}{direction} = [ '1', '0' ] };
edit 'height-too-large', 'turned', $bad, 'is below h ||v||', sub {
    $_->{witness}{height} = '15*2^-4' };
edit 'height-above-one', 'turned', $bad, 'is below h ||v||', sub {
    $_->{witness}{height} = '1*2^1' };
edit 'height-zero', 'turned', $odd, '/witness/height', sub {
    $_->{witness}{height} = '0' };
edit 'height-negative', 'turned', $odd, '/witness/height', sub {
    $_->{witness}{height} = '-1*2^-1' };

# ---- spread-squared of the first phase ----

edit 'spread-half', 'sharper', $bad, 'spread-squared is less', sub {
    $_->{witness}{'spread-squared'} = scaled($_->{witness}{'spread-squared'}, -1)
    };
edit 'spread-half-under-norm', 'turned', $bad, 'spread-squared is less', sub {
    $_->{witness}{'spread-squared'} = scaled($_->{witness}{'spread-squared'}, -1)
    };
edit 'spread-zero', 'turned', $bad, 'spread-squared is less', sub {
    $_->{witness}{'spread-squared'} = '0' };
edit 'spread-negative', 'turned', $odd, '/witness/spread-squared', sub {
    $_->{witness}{'spread-squared'} = '-1*2^0' };

# ---- scores, size ----

edit 'scores-zero', 'turned', $odd, '/witness/scores', sub {
    $_->{witness}{scores} = '0' };
edit 'scores-too-small', 'turned', $bad, 'has a negative eigenvalue', sub {
    $_->{witness}{scores} = '1*2^-2' };
edit 'scores-equal', 'turned', $bad, 'is not certified positive definite', sub {
    $_->{witness}{scores} = '1*2^-1' };
edit 'scores-of-a-smaller-scale', 'sharper', $bad, 'has a negative eigenvalue',
    sub {
    $_->{statement}{model}{attention}{softmax}{scale} = '1' };
edit 'scores-of-another-layer', 'turned', $bad, 'of layer 1', sub {
    my $softmax = $_->{statement}{model}{attention}{softmax};
    $softmax->{query} = { layers => [ $softmax->{query}, $softmax->{key} ] } };
edit 'size-zero', 'sharper', $odd, '/witness/size', sub {
    $_->{witness}{size} = '0' };
edit 'size-too-small', 'sharper', $bad, 'size: its square is less', sub {
    $_->{witness}{size} = scaled($_->{witness}{size}, -1) };

# ---- Phases ----

edit 'phases-none', 'halving', $odd, '/witness/phases', sub {
    $_->{witness}{phases} = [] };
edit 'phases-dropped', 'sharper', $odd, '/witness/phases', sub {
    pop @{ $_->{witness}{phases} } };
edit 'phase-key-unknown', 'halving', $odd, '/witness/phases/0', sub {
    phase($_, 0)->{rate} = '1/2' };
edit 'phase-exponent-without-softmax', 'halving', $odd, '/witness/phases/0',
    sub {
    phase($_, 0)->{exponent} = '0' };
edit 'phase-tilt-without-norm', 'halving', $odd, '/witness/phases/0', sub {
    phase($_, 0)->{tilt} = '1*2^0' };
edit 'phase-tilt-missing', 'captured', $odd, '/witness/phases/0', sub {
    delete phase($_, 0)->{tilt} };
edit 'length-zero', 'halving', $odd, '/witness/phases/0/length', sub {
    phase($_, 0)->{length} = 0 };
edit 'length-negative', 'halving', $odd, '/witness/phases/0/length', sub {
    phase($_, 0)->{length} = -1 };
edit 'length-other', 'halving', $bad, 'factor: it is not', sub {
    phase($_, 0)->{length} = 2 };
edit 'factor-too-small', 'halving', $bad, 'factor: it is not', sub {
    phase($_, 0)->{factor} = moved(phase($_, 0)->{factor}, -1) };
edit 'factor-too-large', 'halving', $bad, 'factor: it is not', sub {
    phase($_, 0)->{factor} = moved(phase($_, 0)->{factor}, 1) };
edit 'factor-too-small-fixed', 'sheared', $bad, 'factor: it is not', sub {
    phase($_, 0)->{factor} = moved(phase($_, 0)->{factor}, -1) };
edit 'factor-too-small-last', 'sharper', $bad, 'factor: it is not', sub {
    phase($_, -1)->{factor} = moved(phase($_, -1)->{factor}, -1) };
edit 'factor-negative', 'halving', $odd, '/witness/phases/0/factor', sub {
    phase($_, 0)->{factor} = '-1' };
edit 'factor-fraction', 'halving', $odd, '/witness/phases/0/factor', sub {
    phase($_, 0)->{factor} = '1/2' };
edit 'factor-zero', 'halving', $bad, 'factor: it is not', sub {
    phase($_, 0)->{factor} = '0' };
edit 'factor-of-the-least-weights', 'sheared', $bad, 'factor: it is not', sub {
    my $A = $_->{statement}{model}{attention}{fixed};
    $_->{statement}{model}{attention}{fixed} = { layers =>
        [ $A, [ [ '7/8', '1/8' ], [ '1/8', '7/8' ] ] ] } };
edit 'factor-not-below', 'halving', $bad, 'not below the denominator', sub {
    delete claim($_)->{'rate-at-most'};
    $_->{witness}{phases}[0]{factor} = $_->{witness}{denominator} };
edit 'factor-of-two-sources', 'halving', $bad, 'not below the denominator', sub {
    $_->{statement}{model}{mask}[1] = [ [ 2, 2 ] ];
    phase($_, 0)->{factor} = $_->{witness}{denominator} };
edit 'blocks-zero', 'sharper', $odd, '/witness/phases/0/blocks', sub {
    phase($_, 0)->{blocks} = '0' };
edit 'blocks-negative', 'sharper', $odd, '/witness/phases/0/blocks', sub {
    phase($_, 0)->{blocks} = '-1' };
edit 'blocks-missing', 'sharper', $odd, '/witness/phases/0', sub {
    delete phase($_, 0)->{blocks} };
edit 'blocks-in-the-last-phase', 'sharper', $odd, '/witness/phases/', sub {
    phase($_, -1)->{blocks} = '1' };
edit 'blocks-one-less', 'sharper', $bad, 'spread-squared: the next one', sub {
    phase($_, 0)->{blocks} = moved(phase($_, 0)->{blocks}, -1) };
edit 'spread-in-the-last-phase', 'sharper', $odd, '/witness/phases/', sub {
    phase($_, -1)->{'spread-squared'} = '1*2^0' };
edit 'next-spread-missing', 'sharper', $odd, '/witness/phases/0', sub {
    delete phase($_, 0)->{'spread-squared'} };
edit 'next-spread-one-unit-less', 'sharper', $bad,
    'spread-squared: the next one', sub {
    phase($_, 0)->{'spread-squared'} = just_short($_) };
edit 'next-spread-zero', 'captured', $bad, 'spread-squared: the next one', sub {
    phase($_, 0)->{'spread-squared'} = '0' };
edit 'next-spread-negative', 'captured', $odd,
    '/witness/phases/0/spread-squared', sub {
    phase($_, 0)->{'spread-squared'} = '-1*2^-9' };

# ---- exponent, floors, tilt ----

edit 'exponent-too-small', 'sharper', $bad, 'exponent: it is less', sub {
    phase($_, 0)->{exponent} = scaled(phase($_, 0)->{exponent}, -1) };
edit 'exponent-too-small-last', 'sharper', $bad, 'exponent: it is less', sub {
    phase($_, -1)->{exponent} = scaled(phase($_, -1)->{exponent}, -1) };
edit 'exponent-too-small-under-norm', 'turned', $bad, 'exponent: it is less',
    sub {
    phase($_, 0)->{exponent} = scaled(phase($_, 0)->{exponent}, -1) };
edit 'exponent-zero', 'turned', $bad, 'exponent: it is less', sub {
    phase($_, -1)->{exponent} = '0' };
edit 'exponent-negative', 'sharper', $odd, '/witness/phases/0/exponent', sub {
    phase($_, 0)->{exponent} = '-' . phase($_, 0)->{exponent} };
edit 'exponent-missing', 'sharper', $odd, '/witness/phases/0', sub {
    delete phase($_, 0)->{exponent} };
edit 'floor-one-too-large', 'sharper', $bad, 'floors', sub {
    my $floor = phase($_, 0)->{floors}[1];
    $floor->[1] = moved($floor->[1], 1) };
edit 'floor-one-too-large-last', 'turned', $bad, 'floors', sub {
    my $floor = phase($_, -1)->{floors}[1];
    $floor->[1] = moved($floor->[1], 1) };
edit 'floor-of-one-too-large', 'turned', $bad, 'for n = 1', sub {
    my $floor = phase($_, 0)->{floors}[0];
    $floor->[1] = moved($floor->[1], 1) };
edit 'floor-one-less', 'sharper', $bad, 'factor: it is not', sub {
    my $floor = phase($_, 0)->{floors}[1];
    $floor->[1] = moved($floor->[1], -1) };
edit 'floor-negative', 'sharper', $odd, '/witness/phases/0/floors/1/1', sub {
    phase($_, 0)->{floors}[1][1] = '-1' };
edit 'floor-fraction', 'sharper', $odd, '/witness/phases/0/floors/1/1', sub {
    phase($_, 0)->{floors}[1][1] = '1/2' };
edit 'floors-degree-missing', 'sharper', $odd, '/witness/phases/0/floors', sub {
    pop @{ phase($_, 0)->{floors} } };
edit 'floors-degree-more', 'sharper', $odd, '/witness/phases/0/floors', sub {
    unshift @{ phase($_, 0)->{floors} }, [ 1, '1' ] };
edit 'floors-degree-other', 'sharper', $odd,
    '/witness/phases/0/floors/0/0', sub {
    phase($_, 0)->{floors}[0][0] = 1 };
edit 'floors-falling', 'sharper', $odd, '/witness/phases/0/floors/0/0', sub {
    @{ phase($_, 0)->{floors} } = reverse @{ phase($_, 0)->{floors} } };
edit 'floors-of-three', 'sharper', $odd, '/witness/phases/0/floors/0', sub {
    push @{ phase($_, 0)->{floors}[0] }, '1' };
edit 'tilt-above', 'captured', $bad, 'tilt: it is above', sub {
    phase($_, -1)->{tilt} = '4095*2^-12' };
edit 'tilt-one', 'captured', $bad, 'tilt: it is above', sub {
    phase($_, -1)->{tilt} = '1*2^0' };
edit 'tilt-above-one', 'captured', $bad, 'tilt: it is above', sub {
    phase($_, -1)->{tilt} = '3*2^-1' };
edit 'tilt-zero', 'captured', $odd, '/witness/phases/0/tilt', sub {
    phase($_, 0)->{tilt} = '0' };
edit 'tilt-negative', 'captured', $odd, '/witness/phases/0/tilt', sub {
    phase($_, 0)->{tilt} = '-' . phase($_, 0)->{tilt} };
edit 'tilt-smaller', 'captured', $bad, 'factor: it is not', sub {
    phase($_, -1)->{tilt} = '1*2^-1' };

# ---- The claim's bounds ----

edit 'collapse-rate-lowered', 'halving', $bad, 'rate-at-most', sub {
    claim($_)->{'rate-at-most'} = '4' . '9' x 40 . '/1' . '0' x 41 };
edit 'collapse-rate-negative', 'halving', $bad, 'rate-at-most', sub {
    claim($_)->{'rate-at-most'} = '-3/4' };
edit 'collapse-rate-negative-even', 'sharper', $bad, 'rate-at-most', sub {
    claim($_)->{'rate-at-most'} = '-3/4' };
edit 'collapse-rate-lowered-captured', 'captured', $bad, 'rate-at-most', sub {
    claim($_)->{'rate-at-most'} = '1/2' };
edit 'collapse-rate-lowered-sharper', 'sharper', $bad, 'rate-at-most', sub {
    claim($_)->{'rate-at-most'} = '1/2' };
edit 'collapse-rate-of-equal-roots', 'halving', $bad, 'rate-at-most', sub {
    claim($_)->{'rate-at-most'} = 'sin(pi/6)' };
edit 'collapse-constant-lowered', 'halving', $bad, 'constant-at-most', sub {
    claim($_)->{'constant-at-most'} = '7/10' };
edit 'collapse-constant-negative', 'halving', $bad, 'constant-at-most', sub {
    claim($_)->{'constant-at-most'} = '-3/4' };
edit 'collapse-constant-lowered-sharper', 'sharper', $bad, 'constant-at-most',
    sub {
    claim($_)->{'constant-at-most'} = '24/25' };
edit 'collapse-constant-lowered-turned', 'turned', $bad, 'constant-at-most',
    sub {
    claim($_)->{'constant-at-most'} = '1/2' };
edit 'collapse-start-longer', 'halving', $bad, 'constant-at-most', sub {
    $_->{statement}{start}[1][0] = '2' };

# ---- paper ----

sub paper { return $_[0]{witness}{paper} }

edit 'paper-epsilon-too-large', 'halving', $bad, 'epsilon is above', sub {
    paper($_)->{epsilon} = '3*2^-2' };
edit 'paper-epsilon-too-large-softmax', 'sharper', $bad, 'epsilon is above', sub {
    paper($_)->{epsilon} = '3*2^-3' };
edit 'paper-epsilon-too-large-fixed', 'sheared', $bad, 'epsilon is above', sub {
    paper($_)->{epsilon} = '257*2^-10' };
edit 'paper-epsilon-without-height', 'captured', $bad, 'epsilon is above', sub {
    paper($_)->{epsilon} = '1*2^-1' };
edit 'paper-epsilon-too-large-turned', 'turned', $bad, 'epsilon is above', sub {
    paper($_)->{epsilon} = '3*2^-3' };
edit 'paper-epsilon-of-a-later-layer', 'sheared', $bad, 'factor: it is not', sub {
    my $A = $_->{statement}{model}{attention}{fixed};
    $_->{statement}{model}{attention}{fixed} = { layers =>
        [ $A, [ [ '7/8', '1/8' ], [ '1/8', '7/8' ] ] ] } };
edit 'paper-epsilon-zero', 'halving', $odd, '/witness/paper/epsilon', sub {
    paper($_)->{epsilon} = '0' };
edit 'paper-epsilon-negative', 'halving', $odd, '/witness/paper/epsilon', sub {
    paper($_)->{epsilon} = '-1*2^-1' };
edit 'paper-centre-zero', 'halving', $odd, '/witness/paper/centre', sub {
    paper($_)->{centre} = 0 };
edit 'paper-centre-beyond', 'halving', $odd, '/witness/paper/centre', sub {
    paper($_)->{centre} = 3 };
edit 'paper-centre-other', 'halving', $bad, 'does not reach', sub {
    paper($_)->{centre} = 2 };
edit 'paper-distances-short', 'halving', $odd, '/witness/paper/distances', sub {
    pop @{ paper($_)->{distances} } };
edit 'paper-distances-wrong', 'halving', $bad, 'distance', sub {
    paper($_)->{distances}[1] = 2 };
edit 'paper-distances-zero', 'halving', $bad, 'distance', sub {
    paper($_)->{distances}[1] = 0 };
edit 'paper-distances-negative', 'halving', $odd,
    '/witness/paper/distances/1', sub {
    paper($_)->{distances}[1] = -1 };
edit 'paper-key-unknown', 'halving', $odd, '/witness/paper', sub {
    paper($_)->{radius} = 1 };
edit 'paper-size-without-softmax', 'halving', $odd, '/witness/paper', sub {
    paper($_)->{size} = '1*2^0' };
edit 'paper-size-under-norm', 'turned', $odd, '/witness/paper', sub {
    paper($_)->{size} = '1*2^0' };
edit 'paper-size-missing', 'sharper', $odd, '/witness/paper', sub {
    delete paper($_)->{size} };
edit 'paper-size-zero', 'sharper', $odd, '/witness/paper/size', sub {
    paper($_)->{size} = '0' };
edit 'paper-size-too-small', 'sharper', $bad, 'paper: size', sub {
    paper($_)->{size} = scaled(paper($_)->{size}, -1) };

# ---- Refuted ----

edit 'apart-flipped', 'apart', $odd, '/bits', sub {
    $_->{verdict} = 'proved' };
edit 'apart-results', 'apart', $odd, '/results', sub {
    $_->{results} = ['R7'] };
edit 'apart-with-bits', 'apart', $odd, '/bits', sub {
    $_->{bits} = 64;
    $_->{producer}{flint} = '2.9.0' };
edit 'apart-not-closed', 'apart', $bad, 'attends to', sub {
    $_->{witness}{sources}[1] = [ 2, 3 ] };
edit 'apart-overlap', 'apart', $bad, 'both', sub {
    $_->{witness}{sources}[1] = [ 1, 2 ] };
edit 'apart-empty', 'apart', $odd, '/witness/sources/0', sub {
    $_->{witness}{sources}[0] = [] };
edit 'apart-one-source', 'apart', $odd, '/witness/sources', sub {
    pop @{ $_->{witness}{sources} } };
edit 'apart-three-sources', 'apart', $odd, '/witness/sources', sub {
    push @{ $_->{witness}{sources} }, [3] };
edit 'apart-key-unknown', 'apart', $odd, '/witness', sub {
    $_->{witness}{centre} = 1 };
edit 'apart-connected', 'apart', $bad, 'attends to', sub {
    $_->{statement}{model}{mask}[1] = [ [ 1, 2 ] ] };

# ---- Undefined ----

edit 'opposite-flipped', 'opposite', $odd, '/bits', sub {
    $_->{verdict} = 'proved' };
edit 'opposite-refuted', 'opposite', $odd, '/results', sub {
    $_->{verdict} = 'refuted' };
edit 'opposite-results', 'opposite', $odd, '/results', sub {
    $_->{results} = ['R28'] };
edit 'opposite-with-bits', 'opposite', $odd, '/bits', sub {
    $_->{bits} = 64;
    $_->{producer}{flint} = '2.9.0' };
edit 'opposite-other-token', 'opposite', $bad,
    ') is not shown to be exactly zero', sub {
    $_->{witness}{token} = 1 };
edit 'opposite-token-beyond', 'opposite', $odd, '/witness/token', sub {
    $_->{witness}{token} = 3 };
edit 'opposite-other-layer', 'opposite', $bad, 'is zero before that, in layer',
    sub {
    $_->{witness}{layer} = 1 };
edit 'opposite-layer-negative', 'opposite', $odd, '/witness/layer', sub {
    $_->{witness}{layer} = -1 };
edit 'opposite-layer-huge', 'opposite', $bad, 'limit', sub {
    $_->{witness}{layer} = 1000000000 };
edit 'opposite-not-zero', 'opposite', $bad, ') is not shown to be exactly zero',
    sub {
    $_->{statement}{start}[1][0] = '-1001/1000' };
edit 'opposite-without-norm', 'opposite', $bad,
    'the norm is none: no token is divided by', sub {
    $_->{statement}{model}{norm} = 'none' };
edit 'opposite-of', 'opposite', $odd, '/witness', sub {
    $_->{witness}{of} = 'model' };
