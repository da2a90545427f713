#!/usr/bin/perl
# Makes tests/corpus/accept and tests/corpus/reject anew, after the format of
# certificates has changed.
#
# usage: make_corpus.pl RANKCERT
#
# accept holds the certificates that the program RANKCERT writes for the cases
# in tests/corpus/cases. reject holds copies of them with one thing wrong each,
# made here, and reject/LIST says of each file what must come out:
#
#   NAME <tab> REJECTED or MALFORMED <tab> a part of the message
#
# One entry below is one condition of proofs/certificate-format.md that fails.
# Where an edit makes another statement its digest is made right again, unless
# the entry is about the digest.
use strict;
use warnings;
use Digest::SHA qw(sha256_hex);
use File::Basename;
use File::Copy qw(copy);
use File::Path qw(make_path remove_tree);
use File::Temp qw(tempdir);
use JSON::PP;

my $program = shift or die "usage: make_corpus.pl RANKCERT\n";
my $top = dirname($0) . '/..';
my $corpus = "$top/tests/corpus";
my $json = JSON::PP->new->canonical->ascii;
my (%base, @list, %used);

sub text_of { return $json->encode($_[0]) . "\n" }

# ---- accept ----

sub make_accept {
    my $scratch = tempdir(CLEANUP => 1);
    system($program, 'verify', '--quiet', '--out', $scratch,
           "$corpus/cases") == 0
        or die "the cases of the corpus do not come out as expected\n";
    remove_tree("$corpus/accept");
    make_path("$corpus/accept");
    for my $file (sort glob("$scratch/*/*.json")) {
        my $name = basename($file, '.json');
        die "two claims are called $name\n" if $base{$name};
        copy($file, "$corpus/accept/$name.json") or die "$file: $!\n";
        open my $in, '<', $file or die "$file: $!\n";
        local $/;
        $base{$name} = <$in>;
    }
}

# ---- reject ----

sub put {
    my ($name, $verdict, $message, $bytes) = @_;
    die "two files are called $name\n" if $used{$name}++;
    open my $out, '>:raw', "$corpus/reject/$name.json" or die "$name: $!\n";
    print $out $bytes;
    close $out;
    push @list, "$name\t$verdict\t$message\n";
}

sub base {
    my $name = shift;
    die "no certificate is called $name\n" unless $base{$name};
    return $base{$name};
}

# An edit of the document's tree, with the digest made right.
sub edit {
    my ($name, $from, $verdict, $message, $change) = @_;
    my $tree = $json->decode(base($from));
    my $before = text_of($tree);
    local $_ = $tree;
    $change->($tree);
    $tree->{'statement-sha256'} = sha256_hex($json->encode($tree->{statement}))
        if ref $tree eq 'HASH' && $tree->{statement};
    die "$name changes nothing\n" if text_of($tree) eq $before;
    put($name, $verdict, $message, text_of($tree));
}

# The same with the digest left alone.
sub forge {
    my ($name, $from, $verdict, $message, $change) = @_;
    my $tree = $json->decode(base($from));
    $change->($tree);
    put($name, $verdict, $message, text_of($tree));
}

# An edit of the bytes.
sub bytes {
    my ($name, $from, $verdict, $message, $change) = @_;
    local $_ = base($from);
    $change->();
    die "$name changes nothing\n" if $_ eq base($from);
    put($name, $verdict, $message, $_);
}

# Entries about numbers change a dyadic "m*2^e".
sub scaled {    # by a power of two
    my ($dyadic, $by) = @_;
    my ($m, $e) = split /\*2\^/, $dyadic;
    return $m . '*2^' . ($e + $by);
}

my $bad = 'REJECTED';
my $odd = 'MALFORMED';

sub make_reject {
    remove_tree("$corpus/reject");
    make_path("$corpus/reject");
    for my $part (sort glob("$top/tests/corpus/make/*.pl")) {
        open my $in, '<', $part or die "$part: $!\n";
        local $/;
        my $code = <$in>;
        eval "#line 1 \"$part\"\n$code; 1" or die $@;
    }
    open my $out, '>', "$corpus/reject/LIST" or die "LIST: $!\n";
    print $out sort @list;
    close $out;
}

make_accept();
make_reject();
print scalar(keys %base), " certificates in accept, ", scalar(@list),
    " in reject\n";
