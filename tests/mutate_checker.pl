#!/usr/bin/perl
# Switches off the conditions of rankcert-check one at a time and has its tests
# fail each time.
#
# usage: mutate_checker.pl [-j JOBS] [-s STAGES] [-v] [-x] BUILD [FILE...]
#
# BUILD is a configured tree; what is needed of it is made. FILE is a source of
# src/checker, all of them by default. For every condition (of if, while, for,
# of return and of assignments with a comparison or a logical operator) mutants
# are made:
#   - the whole condition true, and false;
#   - each operand of && and || left out;
#   - each comparison made strict or not strict, and turned round.
# A mutant counts as killed when it does not compile, when a test fails or when
# one takes too long. Tests are tried in six stages: the unit test of the file;
# the corpora; the unit test under valgrind when that is installed; the other
# unit tests and check.sh; the golden certificates case by case;
# checker_hostile.sh. What survives the first STAGES alone (-s) may yet be killed
# by the rest. -v tells of every mutant.
#
# A condition that no test can tell from its mutant (it only saves work, or
# repeats another) carries the comment "no test can see this: why" on its line,
# or alone on the lines before. Such mutants are counted apart. With -x they
# are tested as well, and count as excused only when they survive.
#
# All mutants of a file are compiled at once: a condition becomes the choice
# between itself and its mutants, and the environment says which one to take.
# Another setting notes which conditions a test comes to and how they come out.
# Every test is run like this before anything else is asked of it: it must pass,
# or the script dies, and where it never comes to a condition, or only ever
# finds it true, it need not be run for the mutants that this rules out. What
# such a choice cannot express is compiled alone.
use strict;
use warnings;
use Cwd qw(abs_path);
use Fcntl qw(:flock SEEK_SET);
use File::Basename;
use File::Copy qw(copy);
use File::Path qw(make_path remove_tree);
use File::Temp qw(tempdir);
use POSIX ();
use Time::HiRes qw(time);

my $usage = "usage: mutate_checker.pl [-j JOBS] [-s STAGES] [-v] [-x] BUILD [FILE...]";
my ($jobs, $stages, $verbose, $excused_too) = (2, 6, 0, 0);
while (@ARGV && $ARGV[0] =~ /^-/) {
    my $option = shift;
    if ($option eq '-j' && @ARGV) { $jobs = shift }
    elsif ($option eq '-s' && @ARGV) { $stages = shift }
    elsif ($option eq '-v') { $verbose = 1 }
    elsif ($option eq '-x') { $excused_too = 1 }
    else { die "$usage\n" }
}
my $build = shift or die "$usage\n";
$build = abs_path($build) // die "no such build tree\n";
my $top = abs_path(dirname($0) . '/..');
my @files = @ARGV ? map { "$top/src/checker/" . basename($_) } @ARGV
                  : sort glob("$top/src/checker/*.c");
my @tests = sort glob("$top/tests/check_checker_*.c");
my $cc = $ENV{CC} || 'gcc';
my $flags = "-std=c11 -D_POSIX_C_SOURCE=200809L -O1 -w -I$build "
          . "-I$top/include -I$top/src -I$top/src/checker";
my $linker = grep({ -x "$_/mold" } split /:/, $ENV{PATH}) ? '-fuse-ld=mold'
                                                         : '';
my $libs = '-lmpfi -lmpfr -lgmp -lyaml -ljansson -lnettle';
my $check_libs = '-lcheck -lsubunit -lrt -lm -lpthread';
# A test may take so many seconds of processor time more than ten times what it
# takes otherwise: Check's own limit. Of other time much more, for busy
# machines.
my $patience = $ENV{MUTANT_SECONDS} || 4;
my $memory = 8 << 20;    # kilobytes, against mutants that never stop asking
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

# True when the brackets in a text without comments and strings are paired.
sub balanced {
    my $text = shift;
    my $depth = 0;
    for my $c ($text =~ /[][(){}]/g) {
        $depth += $c =~ /[[({]/ ? 1 : -1;
        return 0 if $depth < 0;
    }
    return $depth == 0;
}

# True when the line of a condition, or a comment that stands before it and has
# its lines for itself, excuses it.
sub is_excused {
    my ($line, $lines, $plain) = @_;
    return 1 if $lines->[$line] =~ /no test can see this/;
    while (--$line >= 0 && $plain->[$line] !~ /\S/ && $lines->[$line] =~ /\S/) {
        return 1 if $lines->[$line] =~ /no test can see this/;
    }
    return 0;
}

# The mutants of a file. Each has a place in the file's regions: an expression
# and what kind it is, a condition or a value.
sub mutants_of {
    my $file = shift;
    open my $in, '<', $file or die "$file: $!\n";
    local $/;
    my $text = <$in>;
    close $in;
    my $plain = blanked($text);
    my (@mutants, %seen, $region);
    my @lines = split /\n/, $text;
    my @plain_lines = split /\n/, $plain;
    my $add = sub {
        my ($at, $length, $with, $what, $when) = @_;
        return if $seen{"$at,$length,$with"}++;
        my $line = (substr($text, 0, $at) =~ tr/\n//);
        push @mutants, { file => $file, line => $line + 1, at => $at,
                         length => $length, with => $with, what => $what,
                         when => $when // '', region => $region,
                         excused => is_excused($line, \@lines,
                                               \@plain_lines) };
    };
    my $whole = sub {
        my ($from, $to, $kind) = @_;
        my $part = substr($plain, $from, $to - $from);
        my $old = substr($text, $from, $to - $from);
        $region = { file => $file, from => $from, to => $to, kind => $kind,
                    text => $old, alone => !balanced($part) };
        $old =~ s/\s+/ /g;
        for my $o (operands($plain, $from, $to)) {
            my $was = substr($text, $o->[0], $o->[1]);
            $was =~ s/\s+/ /g;
            my $with = $o->[2] eq '&&' ? ' 1 ' : ' 0 ';
            $add->($o->[0], $o->[1], $with, "'$was' left out");
        }
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
        my $old = $whole->($from, $to, 'condition');
        $add->($from, $to - $from, '0', "'$old' false", 'true');
        $add->($from, $to - $from, '1', "'$old' true", 'false')
            if $word eq 'if';
        pos($plain) = $from;
    }
    while ($plain =~ /\bfor\s*\(/g) {
        my $from = $+[0];
        my $to = closing($plain, $from - 1) - 1;
        my $head = substr($plain, $from, $to - $from);
        if ($head =~ /^([^;]*);([^;]*);/) {
            my ($first, $test) = ($1, $2);
            my $begin = $from + length($first) + 1;
            $whole->($begin, $begin + length $test, 'condition')
                if $test =~ /\S/;
        }
        pos($plain) = $from;
    }
    while ($plain =~ /\breturn\b([^;]*);/g) {
        my ($from, $to) = ($-[1], $+[1]);
        next unless $1 =~ /&&|\|\||[<>]=?|[=!]=|\?/;
        my $old = $whole->($from, $to, 'value');
        if ($old !~ /\?/) {
            $add->($from, $to - $from, ' 1', "return '$old' true");
            $add->($from, $to - $from, ' 0', "return '$old' false");
        }
    }
    # Assignments of conditions: good = a && b;
    while ($plain =~ /[^=!<>]=\s([^;=]*(?:&&|\|\||[<>]=?|[=!]=)[^;]*);/g) {
        my ($from, $to) = ($-[1], $+[1]);
        my $part = substr($plain, $from, $to - $from);
        next if $part =~ /[{}]/;
        $whole->($from, $to, 'value');
        # More may be declared after it.
        1 while $part =~ s/\([^()]*\)//g;
        $region->{alone} = 1 if $part =~ /,/;
    }
    my $end = 0;
    for my $m (sort { $a->{region}{from} <=> $b->{region}{from} } @mutants) {
        my $r = $m->{region};
        my $first = rindex($plain, "\n", $r->{from}) + 1;
        $r->{alone} = 1 if substr($plain, $first) =~ /^\s*#/;
        next if $r->{mutants}++;
        $r->{alone} = 1 if $r->{from} < $end;
        $end = $r->{to} if $end < $r->{to};
    }
    return ($text, @mutants);
}

# ---- All mutants of a file at once ----

# What each file is compiled with, and the one definition.
my $choice_header = <<'END';
extern unsigned rankcert_mutant, rankcert_noting;
extern unsigned char *rankcert_noted; /* false and true, for every region */
END
my $choice_source = <<'END';
#define _POSIX_C_SOURCE 200809L
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
unsigned rankcert_mutant, rankcert_noting;
unsigned char *rankcert_noted;
__attribute__((constructor)) static void choose(void)
{
    const char *number = getenv("RANKCERT_MUTANT");
    const char *file = getenv("RANKCERT_NOTED");
    if (number != NULL)
        rankcert_mutant = (unsigned)strtoul(number, NULL, 10);
    if (file != NULL) {
        int fd = open(file, O_RDWR);
        off_t size = fd < 0 ? 0 : lseek(fd, 0, SEEK_END);
        rankcert_noted = mmap(NULL, (size_t)size, PROT_READ | PROT_WRITE,
                              MAP_SHARED, fd, 0);
        if (rankcert_noted == MAP_FAILED)
            _exit(99);
        close(fd);
        rankcert_noting = 1;
    }
}
END

sub mutated {
    my ($text, $start, $m) = @_;
    substr($text, $m->{at} - $start, $m->{length}) = $m->{with};
    return $text;
}

# The region with the choice between it and its mutants, whose numbers follow
# each other.
sub choice {
    my ($r, $mutants) = @_;
    my $first = $mutants->[0]{number};
    my $truth = $r->{kind} eq 'condition' ? '!!' : '';
    my ($no, $yes) = map { "(rankcert_noted[" . (2 * $r->{number} + $_)
                           . "] = 1)" } 0, 1;
    my $others = "$truth(" . mutated($r->{text}, $r->{from}, $mutants->[0])
               . ')';
    for my $m (@$mutants[1 .. $#$mutants]) {
        $others = "rankcert_mutant == $m->{number} ? $truth("
                . mutated($r->{text}, $r->{from}, $m) . ") : $others";
    }
    my $noting = $truth
        ? "rankcert_noting ? (($r->{text}) ? $yes : ($no, 0)) : "
        : "(void)(rankcert_noting && $no && $yes), ";
    return "(rankcert_mutant - ${first}u < " . scalar(@$mutants)
         . " ? ($others) : ($noting$truth($r->{text})))";
}

# The text with choices for the regions that are not compiled alone.
sub with_choices {
    my ($text, @regions) = @_;
    for my $r (sort { $b->{from} <=> $a->{from} } @regions) {
        substr($text, $r->{from}, $r->{to} - $r->{from}) =
            choice($r, $r->{list});
    }
    return $text;
}

sub write_file {
    my ($file, $text) = @_;
    open my $out, '>', $file or die "$file: $!\n";
    print $out $text;
    close $out or die "$file: $!\n";
}

sub compiles {
    my ($file, $text, $object) = @_;
    write_file($file, $text);
    return system("$cc $flags -include $scratch/choice.h -c -o $object $file"
                  . " 2>/dev/null") == 0;
}

sub object_of { return "$scratch/base/" . basename($_[0], '.c') . '.o' }

# Compiles a file with its mutants; regions that do not compile are set alone.
sub compile_file {
    my ($file, $text, @regions) = @_;
    my $object = object_of($file);
    my $source = "$scratch/base/" . basename($file);
    my @together = grep { !$_->{alone} } @regions;
    return if compiles($source, with_choices($text, @together), $object);
    my @bad = grep { !compiles($source, with_choices($text, $_), $object) }
        @together;
    my %is_bad = map { $_ => 1 } @bad;
    $_->{alone} = 1 for @bad;
    compiles($source, with_choices($text, grep { !$is_bad{$_} } @together),
             $object) or die "cannot compile $file\n";
}

# ---- Processes ----

# Runs a program in a folder and a process group of its own, which ends with
# it: 0 when it succeeds. $limit is of seconds of processor time; with $soft
# '-S' what the program starts may set itself another.
sub run {
    my ($folder, $limit, $soft, $environment, $output, @command) = @_;
    $limit = POSIX::ceil($limit);
    unlink $output if $output ne '/dev/null';
    my $child = fork // die "fork: $!\n";
    if ($child == 0) {
        setpgrp;
        chdir $folder or POSIX::_exit(99);
        open STDIN, '<', '/dev/null';
        open STDOUT, '>', $output;
        open STDERR, '>', '/dev/null';
        @ENV{ keys %$environment } = values %$environment;
        my $limited = "ulimit $soft -t $limit; ulimit -v $memory; exec \"\$@\"";
        { exec 'sh', '-c', $limited, 'sh', @command }
        POSIX::_exit(99);
    }
    my $end = time + 30 + 2 * $limit;
    my $status = -1;
    for (my $pause = 0.001; time < $end; $pause *= 1.2) {
        if (waitpid($child, POSIX::WNOHANG()) != 0) {
            $status = $?;
            last;
        }
        last if $output ne '/dev/null' && says_fail($output);
        Time::HiRes::sleep($pause < 0.1 ? $pause : 0.1);
    }
    kill KILL => -$child;
    waitpid $child, 0 if $status == -1;
    return $status;
}

# A script of tests that said so fails in the end, if late.
sub says_fail {
    open my $in, '<', $_[0] or return 0;
    return scalar grep { /^FAIL: / } <$in>;
}

# Does something once in all jobs: it makes the file, given another name to
# fill and rename.
sub once {
    my ($file, $make) = @_;
    return if -e $file;
    open my $lock, '>', "$file.lock" or die "$file.lock: $!\n";
    flock $lock, LOCK_EX or die "$file.lock: $!\n";
    return if -e $file;
    $make->("$file.new");
    rename "$file.new", $file or die "$file: $!\n";
}

# ---- Tests ----

# Brings what programs are made of up to date in the build tree, and copies it:
# the tree may change meanwhile.
sub copy_of { return "$scratch/made/" . basename($_[0]) }

sub make_parts {
    my @parts = ('src/checker/rankcert_check-main.o', map {
        'tests/' . basename($_, '.c') . '.o' } @tests);
    system("make -s -C $build libchecker.la @parts >/dev/null") == 0
        or die "cannot make the tests\n";
    for my $part ('.libs/libchecker.a', @parts) {
        copy("$build/$part", copy_of($part)) or die "$part: $!\n";
    }
}

# Links a program; an archive before the others has what is mutated. From
# archives the linker takes no file whose functions a test has itself.
sub link_program {
    my ($program, $name, @archives) = @_;
    my @parts = map { "$scratch/base/$_" } 'choice.o', 'mutants.a';
    my $main = grep { basename($_) eq 'main.c' } @files;
    unshift @parts, @archives;
    unshift @parts, $name ne 'rankcert-check' ? copy_of("$name.o")
        : grep({ /\.o$/ } @archives) ? ()
        : $main ? object_of('main.c')
        : copy_of('rankcert_check-main.o');
    system("$cc $linker -o $program -Wl,--start-group @parts "
           . copy_of('libchecker.a') . " -Wl,--end-group $libs $check_libs")
        == 0 or die "cannot link $name\n";
}

sub archive {
    my ($archive, @objects) = @_;
    system("ar rcs $archive @objects") == 0 or die "cannot make $archive\n";
    return $archive;
}

# The program with all mutants, or with one that was compiled alone.
sub program {
    my ($name, $m, $folder) = @_;
    if ($m && $m->{region}{alone}) {
        my $program = "$folder/$name";
        return $program if -e $program;
        my $object = "$folder/mutant.o";
        link_program($program, $name, basename($m->{file}) eq 'main.c'
                     ? $object : archive("$folder/mutant.a", $object));
        return $program;
    }
    my $program = "$scratch/programs/$name";
    once($program, sub { link_program($_[0], $name) });
    return $program;
}

# What LIST says must come out, as name => [result, part of the message].
sub corpus_list {
    my %list = map { basename($_, '.json') => ['ACCEPTED', ''] }
        glob("$top/tests/corpus/accept/*.json");
    open my $in, '<', "$top/tests/corpus/reject/LIST" or die "LIST: $!\n";
    while (<$in>) {
        chomp;
        my ($name, $result, $part) = split /\t/;
        $list{$name} = [$result, $part];
    }
    return \%list;
}

my $list = corpus_list();

# True when the output of rankcert-check about these files of the corpora is
# not what checker_corpus.sh wants.
sub corpus_differs {
    my ($output, @paths) = @_;
    my (%found, $name);
    open my $in, '<', $output or return 1;
    while (my $line = <$in>) {
        if ($line =~ m{^\Q$top\E/tests/corpus/\w+/(.*?)(?:\.json)?$}) {
            $name = $1;
        } elsif ($line =~ /^  ([A-Z ]+)(?:: (.*))?$/ && defined $name) {
            push @{ $found{$name} }, [$1, $2 // ''];
        }
    }
    for (map { basename($_, '.json') } @paths) {
        my $results = $found{$_} or return 1;
        my ($result, $part) = @{ $list->{$_} };
        return 1 if @$results != 1 || $results->[0][0] ne $result
            || index($results->[0][1], $part) < 0;
    }
    return 0;
}

# Runs a test: true when it fails. The mutant is 0 for none.
sub test_fails {
    my ($test, $m, $folder, $limit, $noted) = @_;
    my $checker = $test->{program} ? ''
        : program('rankcert-check', $m, $folder);
    my $environment = {
        CK_FORK => 'no', CK_DEFAULT_TIMEOUT => 600, srcdir => $top,
        RANKCERT => "$build/rankcert", RANKCERT_BUILD => $build,
        RANKCERT_CHECK => $checker, TMPDIR => $folder,
        RANKCERT_MUTANT => $m && !$m->{region}{alone} ? $m->{number} : 0,
        $noted ? (RANKCERT_NOTED => $noted) : ()
    };
    my $output = '/dev/null';
    my $where = $folder;
    my @command;
    if ($test->{program}) {
        @command = (@{ $test->{under} // [] },
                    program($test->{program}, $m, $folder));
    } elsif ($test->{kind} eq 'corpus') {
        $output = "$folder/output";
        @command = ($checker, @{ $test->{paths} });
    } elsif ($test->{kind} eq 'golden') {
        $where = "$top/cases";
        @command = ($checker, '--quiet', '--case', "$test->{case}.yaml",
                    "$top/proofs/certificates/$test->{case}");
    } else {
        $output = "$folder/output";
        @command = ('bash', "$top/tests/cli/$test->{name}");
    }
    # One of the unit tests looks at the limits that children get.
    my $soft = $test->{program} ? '-S' : '';
    my $status = run($where, $limit, $soft, $environment, $output, @command);
    return corpus_differs($output, @{ $test->{paths} })
        if $test->{kind} eq 'corpus' && ($status & 127) == 0;
    return $status != 0;
}

# As make check-valgrind does.
my @valgrind = (qw(valgrind --quiet --leak-check=full),
                "--suppressions=$top/tests/checker.supp",
                '--errors-for-leak-kinds=definite,indirect,possible',
                '--error-exitcode=99');
my $has_valgrind = grep { -x "$_/valgrind" } split /:/, $ENV{PATH};

sub unit_test {
    my $name = shift;
    return { kind => 'unit', name => $name, program => $name };
}

sub unit_test_under_valgrind {
    my $name = shift;
    return { kind => 'valgrind', name => "$name under valgrind",
             program => $name, under => \@valgrind };
}

my @units = map { unit_test(basename($_, '.c')) } @tests;
my @valgrind_units = map { unit_test_under_valgrind($_->{name}) } @units;
my @corpus = map { { kind => 'corpus', name => basename($_), paths => [$_] } }
    sort glob("$top/tests/corpus/{accept,reject}/*.json");
my @golden;
chomp(my @cases = qx(cd '$top/cases' && find . -name '*.yaml' | sort));
for (@cases) {
    s{^\./}{};
    s{\.yaml$}{};
    push @golden, { kind => 'golden', name => "golden " . tr{/}{-}r,
                    case => $_ };
}

sub script { return { kind => 'script', name => $_[0] } }

# Which regions a test comes to: a string of two bytes a region, false and true.
# The test runs as it is; it must pass. One that is too slow for itself under
# valgrind is left out: it comes to nothing.
sub noted {
    my $test = shift;
    return $test->{noted} if $test->{noted};
    my $file = "$scratch/noted/$test->{kind} $test->{name}";
    once($file, sub {
        my $noted = shift;
        my $folder = tempdir(DIR => $scratch);
        my $nothing = "\0" x $main::noted_size;
        program($test->{program} // 'rankcert-check');
        write_file($noted, $nothing);
        my $start = time;
        if (test_fails($test, 0, $folder, 600, $noted)) {
            die "$test->{name} fails without a mutant\n"
                if $test->{kind} ne 'valgrind';
            print STDERR "$test->{name} fails and is left out\n";
            write_file($noted, $nothing);
        }
        open my $out, '>>', $noted or die "$noted: $!\n";
        print $out time - $start;
        close $out;
        remove_tree($folder);
    });
    open my $in, '<', $file or die "$file: $!\n";
    local $/;
    my $all = <$in>;
    $test->{seconds} = substr($all, $main::noted_size);
    return $test->{noted} = substr($all, 0, $main::noted_size);
}

# True when the test comes to where the mutant makes a difference.
sub reaches {
    my ($test, $m) = @_;
    my ($no, $yes) = map { ord substr(noted($test),
                                      2 * $m->{region}{number} + $_, 1) } 0, 1;
    return 1 if $m->{region}{alone};
    return $m->{when} eq 'true' ? $yes : $m->{when} eq 'false' ? $no
        : $no || $yes;
}

# The stages of tests for a mutant. The corpora are one test of the files that
# come to it; of the other tests those that take least time come first.
sub stage {
    my ($m, $number) = @_;
    my $own = 'check_checker_' . basename($m->{file}, '.c');
    if ($number == 1) {
        my @paths = map { @{ $_->{paths} } } grep { reaches($_, $m) } @corpus;
        return () unless @paths;
        return { kind => 'corpus', name => 'corpus', paths => \@paths,
                 seconds => 1 };
    }
    my @tests = $number == 0 ? grep({ $_->{program} eq $own } @units)
        : $number == 2 ? grep({ $has_valgrind && $_->{program} eq $own }
                              @valgrind_units)
        : $number == 3 ? (grep({ $_->{program} ne $own } @units),
                          script('check.sh'))
        : $number == 4 ? @golden : (script('checker_hostile.sh'));
    @tests = grep { reaches($_, $m) } @tests;
    return sort { $a->{seconds} <=> $b->{seconds} } @tests;
}

# ---- One mutant ----

# What kills it, or the empty string.
sub killer {
    my ($m, $folder) = @_;
    if ($m->{region}{alone}) {
        compiles("$folder/" . basename($m->{file}),
                 mutated($main::text{ $m->{file} }, 0, $m),
                 "$folder/mutant.o") or return 'compiler';
    }
    for my $number (0 .. $stages - 1) {
        for my $test (stage($m, $number)) {
            my $limit = $patience + 10 * $test->{seconds};
            next unless test_fails($test, $m, $folder, $limit);
            # A busy machine does not count as a kill.
            return $test->{name}
                if $test->{seconds} < 0.3 && $test->{kind} ne 'valgrind'
                || $test->{kind} eq 'golden' || $test->{kind} eq 'corpus'
                || !test_fails($test, 0, $folder, $limit);
            return $test->{name}
                if test_fails($test, $m, $folder, 10 * $limit)
                && !test_fails($test, 0, $folder, 10 * $limit);
        }
    }
    return '';
}

# ---- All mutants, $jobs at a time ----

our ($noted_size, %text);
my (@mutants, @regions);
for my $file (@files) {
    ($text{$file}, my @found) = mutants_of($file);
    my @mine;
    # Those of a region in a row.
    for my $m (@found) {
        my $r = $m->{region};
        push @mine, $r unless $r->{list};
        push @{ $r->{list} }, $m;
    }
    for my $r (@mine) {
        $r->{number} = @regions;
        push @regions, $r;
        for my $m (@{ $r->{list} }) {
            push @mutants, $m;
            $m->{number} = @mutants;
        }
    }
}
$noted_size = 2 * @regions + 2;
print scalar(@mutants), " mutants of ", scalar(@files), " files\n";
make_path(map { "$scratch/$_" } qw(base programs noted made));
write_file("$scratch/choice.h", $choice_header);
write_file("$scratch/choice.c", $choice_source);
system("$cc -w -O1 -c -o $scratch/base/choice.o $scratch/choice.c") == 0
    or die "cannot compile\n";
make_parts();
compile_file($_, $text{$_}, do { my $f = $_;
    grep { $_->{file} eq $f } @regions }) for @files;
archive("$scratch/base/mutants.a", map { object_of($_) }
        grep { basename($_) ne 'main.c' } @files);

# The next number in all jobs.
sub next_number {
    open my $counter, '+<', "$scratch/counter" or die "counter: $!\n";
    flock $counter, LOCK_EX or die "counter: $!\n";
    my $next = <$counter>;
    seek $counter, 0, SEEK_SET;
    print $counter $next + 1, "\n";
    close $counter;
    return $next + 0;
}

sub work {
    my ($write, $job) = @_;
    while ((my $k = next_number()) < @mutants) {
        next if $mutants[$k]{excused} && !$excused_too;
        my $folder = "$scratch/job$job";
        make_path($folder);
        my $by = killer($mutants[$k], $folder);
        remove_tree($folder);
        syswrite $write, "$k\t$by\n";
    }
}

$| = 1;
write_file("$scratch/counter", "0\n");
pipe(my $read, my $write) or die "pipe: $!\n";
my @children;
for my $job (1 .. $jobs) {
    my $child = fork // die "fork: $!\n";
    if ($child == 0) {
        close $read;
        $SIG{TERM} = 'DEFAULT';
        my $good = eval { work($write, $job); 1 };
        print STDERR $@ unless $good;
        syswrite $write, "failed\n" unless $good;
        # The parent cleans up.
        POSIX::_exit(0);
    }
    push @children, $child;
}
close $write;
$SIG{INT} = $SIG{TERM} = sub { kill TERM => @children; exit 1 };
my (%dead, %score);
sub tell_of {
    my ($m, $what, $by) = @_;
    $score{ basename($m->{file}) }{$what}++;
    print "$what ", basename($m->{file}), ":$m->{line}: $m->{what}$by\n"
        if $verbose || $what eq 'SURVIVED';
}
while (my $line = <$read>) {
    chomp $line;
    if ($line eq 'failed') {
        kill TERM => @children;
        die "a job failed\n";
    }
    my ($k, $by) = split /\t/, $line, 2;
    my $m = $mutants[$k];
    $dead{$k} = 1;
    tell_of($m, $by ? ('killed', " by $by")
            : $m->{excused} ? ('excused', '') : ('SURVIVED', ''));
}
1 while wait != -1;
for my $k (grep { !$dead{$_} } 0 .. $#mutants) {
    die "mutant $k was lost\n" unless $mutants[$k]{excused};
    tell_of($mutants[$k], 'excused', '');
}
my %total;
for my $name (sort keys %score) {
    my %of = (killed => 0, SURVIVED => 0, excused => 0, %{ $score{$name} });
    $total{$_} += $of{$_} for keys %of;
    print "$name: $of{killed} killed, $of{SURVIVED} survived, ",
        "$of{excused} excused\n" if $of{SURVIVED} || $of{excused};
}
my $alive = $total{SURVIVED} // 0;
print $total{killed} // 0, " killed, $alive survived, ",
    $total{excused} // 0, " excused\n";
exit($alive == 0 ? 0 : 1);
