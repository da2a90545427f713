# Weights that differ by layer.

sub softmax { return $_[0]{statement}{model}{attention}{softmax} }

edit 'layers-of-one', 'layers', $odd, '/statement/model/value/layers', sub {
    pop @{ $_->{statement}{model}{value}{layers} } };
edit 'layers-none', 'layers', $odd, '/statement/model/value/layers', sub {
    $_->{statement}{model}{value}{layers} = [] };
edit 'layers-of-two-shapes', 'layers', $odd,
    '/statement/model/attention/softmax/key/layers/2/0', sub {
    $_->[1] = '0', pop @$_ for @{ softmax($_)->{key}{layers}[2] } };
edit 'layers-of-two-heights', 'layers', $odd,
    '/statement/model/value/layers/1', sub {
    pop @{ $_->{statement}{model}{value}{layers}[1] } };
edit 'layers-key-unknown', 'layers', $odd, '/statement/model/value', sub {
    $_->{statement}{model}{value}{period} = 2 };
edit 'layers-in-layers', 'layers', $odd, '/statement/model/value/layers/0',
    sub {
    my $value = $_->{statement}{model}{value};
    $value->{layers}[0] = { layers => [ @{ $value->{layers} } ] } };
edit 'layers-swapped', 'layers', $bad, 'norm-max at layer 1', sub {
    my $layers = $_->{statement}{model}{value}{layers};
    @$layers = reverse @$layers };
edit 'layers-of-queries-swapped', 'layers', $bad, 'sigma 2 at layer 4', sub {
    my $layers = softmax($_)->{query}{layers};
    @$layers = @{$layers}[1, 0, 2] };
edit 'layers-dropped', 'layers', $bad, 'check', sub {
    my $model = $_->{statement}{model};
    $model->{value} = $model->{value}{layers}[0] };
edit 'layers-of-an-equilibrium', 'one', $bad, 'R11 speaks of one layer map',
    sub {
    my $model = $_->{statement}{model};
    $model->{value} = { layers => [ $model->{value}, $model->{value} ] } };
