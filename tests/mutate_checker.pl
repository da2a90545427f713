#!/usr/bin/perl
# Switches off the conditions of rankcert-check one at a time and has its tests
# fail each time.
#
# usage: mutate_checker.pl [-j JOBS] [-v] BUILD [FILE...]
#
# BUILD is a configured and built tree (make check has made the test programs).
# FILE is a source of src/checker, all of them by default. For every condition
# (of if, while, for, ?:, and of return with a comparison or a logical
# operator) mutants are made:
#   - the whole condition true, and false;
#   - each operand of && and || left out;
#   - each comparison made strict or not strict, and turned round.
# A mutant counts as killed when it does not compile, when a test fails or when
# one takes too long. Tests are tried in this order: the unit test of the file,
# the corpora, the golden certificates, the other unit tests.
#
# A condition that no test can tell from its mutant (it only saves work, or
# repeats another) carries the comment "no test can see this: why" on its line
# or the line before; such mutants are counted apart and listed with -v.
use strict;
use warnings;
use File::Basename;
use File::Path qw(make_path remove_tree);
use File::Temp qw(tempdir);
use Cwd qw(abs_path);

my ($jobs, $verbose) = (2, 0);
while (@ARGV && $ARGV[0] =~ /^-/) {
    my $option = shift;
    if ($option eq '-j') { $jobs = shift }
    elsif ($option eq '-v') { $verbose = 1 }
    else { die "usage: mutate_checker.pl [-j JOBS] [-v] BUILD [FILE...]\n" }
}
my $build = shift or die "which build tree?\n";
$build = abs_path($build);
my $top = abs_path(dirname($0) . '/..');
my @files = @ARGV ? map { "$top/src/checker/" . basename($_) } @ARGV
                  : sort glob("$top/src/checker/*.c");
my $cc = $ENV{CC} || 'gcc';
my $flags = "-std=c11 -D_POSIX_C_SOURCE=200809L -O1 -w -I$build "
          . "-I$top/include -I$top/src -I$top/tests";
my $libs = '-lmpfi -lmpfr -lgmp -lyaml -ljansson -lnettle';
my $check_libs = '-lcheck -lsubunit -lrt -lm -lpthread';
my $patience = $ENV{MUTANT_SECONDS} || 60;
my $scratch = tempdir('mutate-checker.XXXXXX', TMPDIR => 1, CLEANUP => 1);

# ---- Finding conditions ----

# The text with comments, strings and characters blanked, of the same length.
sub blanked {
    my $text = shift;
    $text =~ s{(/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|//[^\n]*)}
              {my $x = $1; $x =~ s/[^\n]/ /g; $x}gse;
    return $text;
}

# The place after the bracket that closes the one at $at.
sub closing {
    my ($text, $at) = @_;
    my $depth = 0;
    for (my $k = $at; $k < length $text; $k++) {
        my $c = substr($text, $k, 1);
        $depth++ if $c eq '(' || $c eq '[' || $c eq '{';
        if ($c eq ')' || $c eq ']' || $c eq '}') {
            $depth--;
            return $k + 1 if $depth == 0;
        }
    }
    return length $text;
}

# The operands [from, length] of && and || in $text from $from to $to, in all
# depths of brackets, and the comparisons.
sub operands {
    my ($text, $from, $to) = @_;
    my (@found, @starts);
    my $start = $from;
    my @stack;
    my $operators = 0;
    my @level = ([$from, []]);    # begin, ends of operands with operator
    my $flush = sub {
        my ($end) = @_;
        my ($begin, $cuts) = @{ pop @level };
        return unless @$cuts;
        my $at = $begin;
        for my $cut (@$cuts, [$end, '']) {
            push @found, [$at, $cut->[0] - $at,
                          $cut->[1] || $cuts->[-1][1]];
            $at = $cut->[0] + 2;
        }
    };
    for (my $k = $from; $k < $to; $k++) {
        my $two = substr($text, $k, 2);
        my $c = substr($text, $k, 1);
        if ($c eq '(' || $c eq '[') { push @level, [$k + 1, []] }
        elsif ($c eq ')' || $c eq ']') { $flush->($k) if @level > 1 }
        elsif (($c eq ',' || $c eq '?' || $c eq ':') && @level >= 1) {
            $flush->($k);
            push @level, [$k + 1, []];
        }
        elsif ($two eq '&&' || $two eq '||') {
            push @{ $level[-1][1] }, [$k, $two];
            $k++;
        }
    }
    $flush->($to) while @level;
    return @found;
}

sub mutants_of {
    my $file = shift;
    open my $in, '<', $file or die "$file: $!\n";
    local $/;
    my $text = <$in>;
    close $in;
    my $plain = blanked($text);
    my (@mutants, %seen);
    my $add = sub {
        my ($at, $length, $with, $what) = @_;
        return if $seen{"$at,$length,$with"}++;
        my $line = 1 + (substr($text, 0, $at) =~ tr/\n//);
        push @mutants, { file => $file, line => $line, at => $at,
                         length => $length, with => $with, what => $what };
    };
    my $whole = sub {
        my ($from, $to) = @_;
        my $old = substr($text, $from, $to - $from);
        $old =~ s/\s+/ /g;
        for my $o (operands($plain, $from, $to)) {
            my $was = substr($text, $o->[0], $o->[1]);
            $was =~ s/\s+/ /g;
            my $with = $o->[2] eq '&&' ? ' 1 ' : ' 0 ';
            $add->($o->[0], $o->[1], $with, "'$was' left out");
        }
        my $part = substr($plain, $from, $to - $from);
        while ($part =~ /(?<![-<>=!])(<=|>=|==|!=|<|>)(?![<>=])/g) {
            my $operator = $1;
            my $at = $from + $-[1];
            my %other = ('<' => ['<=', '>='], '<=' => ['<', '>'],
                         '>' => ['>=', '<='], '>=' => ['>', '<'],
                         '==' => ['!='], '!=' => ['==']);
            $add->($at, length $operator, $_, "'$old': $operator made $_")
                for @{ $other{$operator} };
        }
        return $old;
    };
    while ($plain =~ /\b(if|while)\s*\(/g) {
        my $word = $1;
        my $from = $+[0];
        my $to = closing($plain, $from - 1) - 1;
        my $old = $whole->($from, $to);
        $add->($from, $to - $from, '0', "'$old' false");
        $add->($from, $to - $from, '1', "'$old' true") if $word eq 'if';
        pos($plain) = $from;
    }
    while ($plain =~ /\bfor\s*\(/g) {
        my $from = $+[0];
        my $to = closing($plain, $from - 1) - 1;
        my $head = substr($plain, $from, $to - $from);
        if ($head =~ /^([^;]*);([^;]*);/) {
            my ($first, $test) = ($1, $2);
            my $begin = $from + length($first) + 1;
            $whole->($begin, $begin + length $test) if $test =~ /\S/;
        }
        pos($plain) = $from;
    }
    while ($plain =~ /\breturn\b([^;]*);/g) {
        my ($from, $to) = ($-[1], $+[1]);
        next unless $1 =~ /&&|\|\||[<>]=?|[=!]=|\?/;
        my $old = $whole->($from, $to);
        if ($old !~ /\?/) {
            $add->($from, $to - $from, ' 1', "return '$old' true");
            $add->($from, $to - $from, ' 0', "return '$old' false");
        }
    }
    # Assignments of conditions: good = a && b;
    while ($plain =~ /[^=!<>]=\s([^;=]*(?:&&|\|\||[<>]=?|[=!]=)[^;]*);/g) {
        my ($from, $to) = ($-[1], $+[1]);
        next if substr($plain, $from, $to - $from) =~ /[{}]/;
        $whole->($from, $to);
    }
    my @lines = split /\n/, $text;
    for my $m (@mutants) {
        my $around = join ' ', map { $lines[$_] // '' }
            ($m->{line} - 2, $m->{line} - 1);
        $m->{excused} = $around =~ /no test can see this/;
        $m->{text} = $text;
    }
    return @mutants;
}

# ---- Building and testing ----

sub run {
    my ($seconds, $command) = @_;
    return system("timeout -k 5 $seconds sh -c '$command' >/dev/null 2>&1");
}

my @sources = sort glob("$top/src/checker/*.c");
my @tests = sort glob("$top/tests/check_checker_*.c");

sub object_name { return "$_[0]/" . basename($_[1], '.c') . '.o' }

sub prepare {
    make_path("$scratch/base");
    for my $source (@sources, @tests) {
        my $object = object_name("$scratch/base", $source);
        system("$cc $flags -c -o $object $source") == 0
            or die "cannot compile $source\n";
    }
}

sub objects {
    my ($replaced, $with) = @_;
    return join ' ', map {
        $_ eq $replaced ? $with : object_name("$scratch/base", $_)
    } grep { basename($_) ne 'main.c' || $replaced eq $_ } @sources;
}

# The names of tests, the likeliest killer first.
sub tests_for {
    my $file = shift;
    my $name = basename($file, '.c');
    my @own = grep { basename($_) eq "check_checker_$name.c" } @tests;
    my @others = grep { basename($_) ne "check_checker_$name.c" } @tests;
    return ((map { [unit => $_] } @own), ['corpus'], ['golden'],
            (map { [unit => $_] } @others), ['cli']);
}

sub test_fails {
    my ($test, $dir, $mutated, $object) = @_;
    my $environment = "CK_FORK=no CK_DEFAULT_TIMEOUT=600 srcdir=$top "
        . "RANKCERT=$build/rankcert RANKCERT_BUILD=$build "
        . "RANKCERT_CHECK=$dir/rankcert-check";
    if ($test->[0] eq 'unit') {
        my $program = "$dir/test";
        my $lib = join ' ', map { $_ eq $mutated ? $object
                                  : object_name("$scratch/base", $_) }
                  grep { basename($_) ne 'main.c' } @sources;
        run(120, "$cc -o $program "
            . object_name("$scratch/base", $test->[1])
            . " $lib $libs $check_libs") == 0 or return 1;
        return run($patience, "cd $dir && $environment $program") != 0;
    }
    if (!-e "$dir/rankcert-check") {
        my $all = join ' ', map { $_ eq $mutated ? $object
                                  : object_name("$scratch/base", $_) } @sources;
        run(120, "$cc -o $dir/rankcert-check $all $libs") == 0 or return 1;
    }
    if ($test->[0] eq 'corpus') {
        return run($patience, "cd $dir && $environment bash "
            . "$top/tests/cli/checker_corpus.sh") != 0;
    }
    if ($test->[0] eq 'golden') {
        return run(4 * $patience, "$dir/rankcert-check --quiet "
            . "$top/proofs/certificates") != 0;
    }
    for my $script (sort glob("$top/tests/cli/check*.sh")) {
        next if $script =~ /corpus/;
        return 1 if run($patience, "cd $dir && $environment bash $script");
    }
    return 0;
}

sub killed {
    my ($m, $number) = @_;
    my $dir = "$scratch/$number";
    make_path($dir);
    my $mutated = "$dir/" . basename($m->{file});
    my $text = $m->{text};
    substr($text, $m->{at}, $m->{length}) = $m->{with};
    open my $out, '>', $mutated or die "$mutated: $!\n";
    print $out $text;
    close $out;
    my $object = "$dir/mutant.o";
    my $dead = '';
    if (run(60, "$cc $flags -I$top/src/checker -c -o $object $mutated") != 0) {
        $dead = 'compiler';
    }
    for my $test ($dead ? () : tests_for($m->{file})) {
        if (test_fails($test, $dir, $m->{file}, $object)) {
            $dead = $test->[1] ? basename($test->[1], '.c') : $test->[0];
            last;
        }
    }
    remove_tree($dir);
    return $dead;
}

# ---- All mutants, $jobs at a time ----

my @mutants = map { mutants_of($_) } @files;
print scalar(@mutants), " mutants of ", scalar(@files), " files\n";
prepare();
my (@pipes);
for my $job (0 .. $jobs - 1) {
    pipe(my $read, my $write) or die "pipe: $!\n";
    my $child = fork // die "fork: $!\n";
    if ($child == 0) {
        close $read;
        for (my $k = $job; $k < @mutants; $k += $jobs) {
            next if $mutants[$k]{excused};
            my $dead = killed($mutants[$k], $k);
            syswrite $write, "$k\t$dead\n";
        }
        close $write;
        # The parent cleans up.
        require POSIX;
        POSIX::_exit(0);
    }
    close $write;
    push @pipes, $read;
}
my %dead;
for my $pipe (@pipes) {
    while (my $line = <$pipe>) {
        chomp $line;
        my ($k, $by) = split /\t/, $line, 2;
        $dead{$k} = $by;
    }
}
1 while wait != -1;
my ($killed, $alive, $excused) = (0, 0, 0);
for my $k (0 .. $#mutants) {
    my $m = $mutants[$k];
    my $where = basename($m->{file}) . ":$m->{line}: $m->{what}";
    if ($m->{excused}) {
        $excused++;
        print "excused  $where\n" if $verbose;
    } elsif (!defined $dead{$k}) {
        die "mutant $k was lost\n";
    } elsif ($dead{$k}) {
        $killed++;
        print "killed   $where by $dead{$k}\n" if $verbose;
    } else {
        $alive++;
        print "SURVIVED $where\n";
    }
}
print "$killed killed, $alive survived, $excused excused\n";
exit($alive == 0 ? 0 : 1);
