#!/bin/sh
# Which files are verified, and in which order.
. "$srcdir/tests/cli/common.sh"

# order FILE...: the files of the JSON document in out.
order() {
    k=0
    for file in "$@"; do
        json cases.$k.file "$file"
        k=$((k + 1))
    done
    checks=$((checks + 1))
    ! "$tools/json_tool" get cases.$k.file \
        <"$scratch/out" >"$scratch/extra" || fail "one more"
}

mkdir -p d/b/deep d/.hidden d/a e empty
for file in d/b.yaml d/a/z.yml d/a/k.yaml d/b/deep/x.yaml d/c.yml \
    d/.hidden/h.yaml d/.h.yaml d/readme.md d/yaml e/1.yaml; do
    make_case $file "$proved"
done
verify 0 --json d
order d/a/k.yaml d/a/z.yml d/b/deep/x.yaml d/b.yaml d/c.yml
verify 0 --json d/
order d/a/k.yaml d/a/z.yml d/b/deep/x.yaml d/b.yaml d/c.yml
# The order of the operands, each file once; a file may have any name.
verify 0 --json e d/c.yml d/readme.md d e d/./b.yaml
order e/1.yaml d/c.yml d/readme.md d/a/k.yaml d/a/z.yml d/b/deep/x.yaml \
    d/b.yaml
# Links that lead back, and a link to a file that is there already.
ln -s .. d/a/up
ln -s ../e/1.yaml d/one.yaml
ln -s c.yml d/d.yaml
verify 0 --json d
order d/a/k.yaml d/a/z.yml d/b/deep/x.yaml d/b.yaml d/c.yml d/one.yaml
rm d/one.yaml d/d.yaml

# Nothing to verify is not a success.
verify 66 empty
has err "no case file (*.yaml, *.yml) is below empty"
ln -s nowhere e/2.yaml
verify 66 --json e
order e/1.yaml
has err "cannot read e/2.yaml"
rm e/2.yaml
ln -s loop loop
verify 66 loop e/1.yaml
has err "cannot read loop"
has out "1 met"
if [ "$(id -u)" != 0 ]; then
    chmod 000 e/1.yaml
    verify 66 d e
    has err "cannot read e/1.yaml: Permission denied"
    chmod 600 e/1.yaml
    chmod 000 d/a
    verify 66 d
    has err "cannot read d/a: Permission denied"
    chmod 700 d/a
fi

# Standard input, once; and what has no name, as <(...) gives it.
run 0 run_double verify --json - - e/1.yaml <d/c.yml
order - e/1.yaml
json cases.0.sha256 "$(sha256sum d/c.yml | cut -d' ' -f1)"
mkfifo pipe
cat e/1.yaml >pipe &
verify 0 --json pipe
order pipe
wait

# Without operands: ./cases if there is such a folder.
mkdir -p here/cases
make_case here/cases/x.yaml "$proved"
cd here || exit
verify 0 --json
order cases/x.yaml
rm -r cases
echo "no folder" >cases
verify 66 --json
has err "/cases: No such file or directory"
finish
