# The file, the envelope and the model.

# ---- The bytes ----

bytes 'empty', 'centre', $odd, 'expected near end of file', sub { $_ = '' };
bytes 'blank', 'centre', $odd, 'expected near end of file', sub { $_ = "\n" };
bytes 'truncated', 'centre', $odd, 'premature end of input near',
    sub { $_ = substr $_, 0, 300 };
bytes 'no-newline', 'centre', $odd, '/: not in canonical form from byte',
    sub { s{\n\z}{} };
bytes 'two-newlines', 'centre', $odd, 'is not a printing character',
    sub { $_ .= "\n" };
bytes 'trailing-bytes', 'centre', $odd, 'is not a printing character',
    sub { $_ .= '{}' };
bytes 'duplicate-key', 'centre', $odd, 'duplicate object key near', sub {
    s/"verdict":/"verdict":"refuted","verdict":/ };
bytes 'unsorted-keys', 'centre', $odd, '/: not in canonical form from byte',
    sub {
    s/^\{"bits":0,(.*)\}$/{$1,"bits":0}/s or die };
bytes 'blanks', 'centre', $odd, '/: not in canonical form from byte',
    sub { s/,/, / };
bytes 'long-escape', 'centre', $odd, '/: not in canonical form from byte',
    sub { s/"proved"/"\\u0070roved"/ };
bytes 'raw-utf8', 'centre', $odd, 'is not a printing character',
    sub { s/"centre"/"c\xc3\xa9ntre"/ };
bytes 'not-utf8', 'centre', $odd, 'is not a printing character',
    sub { s/"proved"/"pr\xffved"/ };
bytes 'zero-byte', 'centre', $odd, 'is not a printing character',
    sub { s/"proved"/"pro\0ved"/ };
bytes 'escaped-zero', 'centre', $odd,
    'is not allowed without JSON_ALLOW_NUL near',
    sub { s/"proved"/"pro\\u0000ed"/ };
bytes 'float', 'centre', $odd, '/statement/model/tokens: numbers are',
    sub { s/"tokens":5/"tokens":5.0/ };
bytes 'float-exponent', 'centre', $odd, '/statement/model/tokens: numbers are',
    sub { s/"tokens":5/"tokens":5e0/ };
bytes 'nan', 'centre', $odd, 'invalid token near',
    sub { s/"tokens":5/"tokens":NaN/ };
bytes 'infinity', 'centre', $odd, 'invalid token near',
    sub { s/"tokens":5/"tokens":Infinity/ };
bytes 'huge-integer', 'centre', $odd, '/: not JSON at byte', sub {
    s/"tokens":5/'"tokens":5' . '0' x 400/e };
bytes 'minus-zero', 'centre', $odd, '/: not in canonical form from byte',
    sub { s/"bits":0/"bits":-0/ };
bytes 'deep-nesting', 'centre', $odd, '/: limit: nested deeper than', sub {
    $_ = '[' x 20000 . ']' x 20000 . "\n" };
bytes 'deep-witness', 'centre', $odd, '/: limit: nested deeper than', sub {
    s/"witness":\{.*\}\}/'"witness":' . '[' x 200 . ']' x 200 . '}'/e };
bytes 'a-list', 'centre', $odd, '/: expected an object', sub { $_ = "[]\n" };
bytes 'a-number', 'centre', $odd, '/: not JSON at byte', sub { $_ = "1\n" };

# ---- The envelope ----

edit 'other-format', 'centre', $odd, '/certificate', sub {
    $_->{certificate} = 2 };
edit 'no-format', 'centre', $odd, '/: the key',
    sub { delete $_->{certificate} };
edit 'unknown-key', 'centre', $odd, '/: unknown key',
    sub { $_->{comment} = 'mine' };
edit 'bits-negative', 'minor', $odd, '/bits', sub { $_->{bits} = -64 };
edit 'bits-few', 'minor', $odd, '/bits', sub { $_->{bits} = 31 };
edit 'bits-huge', 'minor', $odd, '/bits', sub { $_->{bits} = 1000000000 };
edit 'bits-where-none', 'centre', $odd, '/producer: the key',
    sub { $_->{bits} = 64 };
edit 'bits-missing', 'orbit', $odd, '/producer: unknown key',
    sub { $_->{bits} = 0 };
edit 'producer-unknown', 'centre', $odd, '/producer', sub {
    $_->{producer}{flint} = '3.1.0' };
edit 'producer-missing', 'orbit', $odd, '/producer', sub {
    delete $_->{producer}{flint} };
edit 'producer-text', 'centre', $odd, '/producer', sub {
    $_->{producer}{rankcert} = "0.1.0\n" };
edit 'claim-id-dots', 'centre', $odd, '/case/claim', sub {
    $_->{case}{claim} = '../x' };
edit 'case-digest-short', 'centre', $odd, '/case/sha256', sub {
    $_->{case}{sha256} = substr $_->{case}{sha256}, 1 };
edit 'case-digest-upper', 'centre', $odd, '/case/sha256', sub {
    $_->{case}{sha256} = 'A' x 64 };
edit 'verdict-unknown', 'centre', $odd, '/verdict', sub {
    $_->{verdict} = 'true' };
edit 'verdict-undecided', 'centre', $odd, '/verdict', sub {
    $_->{verdict} = 'undecided' };
edit 'results-empty', 'centre', $odd, '/results', sub { $_->{results} = [] };
edit 'results-other', 'centre', $odd, '/results', sub {
    $_->{results} = ['R2'] };
edit 'results-more', 'centre', $odd, '/results', sub {
    $_->{results} = ['R1', 'R2'] };
forge 'statement-edited', 'centre', $bad, 'statement-sha256', sub {
    $_[0]{statement}{claim}{radius} = 2 };
forge 'digest-edited', 'centre', $bad, 'statement-sha256', sub {
    $_[0]{'statement-sha256'} =~ tr/0-9a-f/1-9a-f0/ };
edit 'kind-unknown', 'centre', $odd, '/statement/claim/kind', sub {
    $_->{statement}{claim}{kind} = 'masks' };
edit 'kind-other', 'centre', $odd, '/hypotheses: expected', sub {
    $_->{statement}{claim}{kind} = 'equilibrium' };
edit 'start-where-none', 'centre', $odd, '/statement', sub {
    $_->{statement}{start} = [(['1']) x 5] };
edit 'model-where-none', 'rank', $odd, '/statement', sub {
    $_->{statement}{model} = {} };
edit 'model-missing', 'centre', $odd, '/statement', sub {
    delete $_->{statement}{model} };

# ---- The model and its hypotheses ----

edit 'tokens-none', 'centre', $odd, '/statement/model/tokens', sub {
    $_->{statement}{model}{tokens} = 0 };
edit 'tokens-many', 'centre', $odd, '/statement/model/tokens', sub {
    $_->{statement}{model}{tokens} = 1000000 };
edit 'tokens-text', 'centre', $odd, '/statement/model/tokens', sub {
    $_->{statement}{model}{tokens} = '5' };
edit 'dim-more', 'centre', $odd, '/statement/model/value', sub {
    $_->{statement}{model}{dim} = 2 };
edit 'mask-short', 'centre', $odd, '/statement/model/mask', sub {
    pop @{ $_->{statement}{model}{mask} } };
edit 'mask-not-itself', 'sources', $odd, '/statement/model/mask', sub {
    $_->{statement}{model}{mask}[0] = [[2, 2]] };
edit 'mask-runs-touch', 'sources', $odd, '/statement/model/mask', sub {
    $_->{statement}{model}{mask}[0] = [[1, 1], [2, 2]] };
edit 'mask-runs-overlap', 'sources', $odd, '/statement/model/mask', sub {
    $_->{statement}{model}{mask}[0] = [[1, 2], [2, 3]] };
edit 'mask-run-backward', 'sources', $odd, '/statement/model/mask', sub {
    $_->{statement}{model}{mask}[0] = [[2, 1]] };
edit 'mask-beyond', 'sources', $odd, '/statement/model/mask', sub {
    $_->{statement}{model}{mask}[0] = [[1, 5]] };
edit 'norm-unknown', 'centre', $odd, '/statement/model/norm', sub {
    $_->{statement}{model}{norm} = 'batch' };
edit 'value-row-short', 'found', $odd, '/statement/model/value', sub {
    pop @{ $_->{statement}{model}{value}[1] } };
edit 'number-not-lowest', 'found', $odd, '/statement/model/value', sub {
    $_->{statement}{model}{value}[0][0] = '2/4' };
edit 'number-plus', 'found', $odd, '/statement/model/value', sub {
    $_->{statement}{model}{value}[0][0] = '+1' };
edit 'number-decimal', 'found', $odd, '/statement/model/value', sub {
    $_->{statement}{model}{value}[0][0] = '0.5' };
edit 'number-nan', 'found', $odd, '/statement/model/value', sub {
    $_->{statement}{model}{value}[0][0] = 'nan' };
edit 'number-infinite', 'found', $odd, '/statement/model/value', sub {
    $_->{statement}{model}{value}[0][0] = 'inf' };
edit 'number-by-zero', 'found', $odd, '/statement/model/value', sub {
    $_->{statement}{model}{value}[0][0] = '1/0' };
edit 'number-blank', 'found', $odd, '/statement/model/value', sub {
    $_->{statement}{model}{value}[0][0] = '1 + pi' };
edit 'number-unfolded', 'found', $odd, '/statement/model/value', sub {
    $_->{statement}{model}{value}[0][0] = '1/4+1/4' };
edit 'number-exponent', 'found', $odd, '/statement/model/value', sub {
    $_->{statement}{model}{value}[0][0] = 'pi^1000000000' };
edit 'number-integer', 'found', $odd, '/statement/model/value', sub {
    $_->{statement}{model}{value}[0][0] = 1 };
edit 'weights-row-sum', 'orbit', $bad, 'the weights of row', sub {
    $_->{statement}{model}{attention}{fixed}[1] = ['1/3', '3/4'] };
edit 'weights-zero', 'orbit', $bad, 'is not positive exactly on the mask', sub {
    $_->{statement}{model}{attention}{fixed}[1] = ['0', '1'] };
edit 'weights-negative', 'orbit', $bad, 'is not positive exactly on the mask',
    sub {
    $_->{statement}{model}{attention}{fixed}[1] = ['-1/3', '4/3'] };
edit 'weights-off-mask', 'orbit', $bad, 'is not positive exactly on the mask',
    sub {
    $_->{statement}{model}{attention}{fixed}[0] = ['1/2', '1/2'] };
edit 'weights-irrational', 'orbit', $bad, 'the weight of row', sub {
    $_->{statement}{model}{attention}{fixed}[1] = ['pi/4', '1-pi/4'] };
edit 'hypothesis-missing', 'orbit', $odd, '/hypotheses', sub {
    $_->{hypotheses} = [] };
edit 'hypothesis-more', 'centre', $odd, '/hypotheses', sub {
    $_->{hypotheses} = ['weights'] };
edit 'scale-negative', 'line', $bad, 'the scale of softmax is not positive',
    sub {
    $_->{statement}{model}{attention}{softmax}{scale} = '-1' };
edit 'scale-zero', 'line', $bad, 'the scale of softmax is not positive', sub {
    $_->{statement}{model}{attention}{softmax}{scale} = '0' };
edit 'scale-hidden-zero', 'line', $bad, 'the scale of softmax is not certified',
    sub {
    $_->{statement}{model}{attention}{softmax}{scale} = 'pi-pi' };
edit 'norm-none', 'found', $bad, 'norm', sub {
    $_->{statement}{model}{norm} = 'none' };
