# The rules of the sources that can be read off line by line. Called by lint.sh
# with top, the root of the tree, and file names below it; prints findings as
# "file:line: rule: text". Comments and the insides of strings do not count,
# except in #include lines.

# Which rooms a room may include, besides itself.
BEGIN {
    uses["exact"] = "types flint"
    uses["mask"] = "types"
    uses["model"] = "types flint exact mask"
    uses["case"] = "types flint exact mask"
    uses["search"] = "types flint exact mask model"
    uses["certificate"] = "types flint exact"
    uses["claim"] = "types flint exact mask model case search certificate"
    uses["report"] = "types certificate"
    uses["cli"] = "types flint exact mask model case search certificate " \
                  "claim report rankcert"
    uses["checker"] = ""
    uses["."] = "types rankcert"

    # Libraries that belong to rooms; what is not named here is free.
    rooms_of["yaml"] = "case checker"
    rooms_of["jansson"] = "certificate report cli checker"
    rooms_of["nettle"] = "certificate checker"
    rooms_of["gmp"] = "checker"
    rooms_of["mpfr"] = "checker"
    rooms_of["mpfi"] = "checker"
    rooms_of["flint"] = ""
    rooms_of["arb"] = ""
    rooms_of["math"] = "search"

    silent = "printf|vprintf|puts|putchar|perror|flint_printf|arb_print|" \
             "arb_printd|arb_printn|exit|_exit|abort|assert|flint_abort|" \
             "flint_throw"
    # Reports are written to the stream that the caller gives.
    to_stream = "fprintf|vfprintf|fputs|fputc|putc|fwrite"
}

function finding(rule, text) {
    printf "%s:%d: %s: %s\n", name, FNR, rule, text
}

function has_word(words, word) {
    return index(" " words " ", " " word " ") > 0
}

function calls(code, names) {
    return code ~ ("(^|[^A-Za-z0-9_])(" names ")[ \t]*\\(")
}

# The line without comments and with empty strings; in_comment lasts over
# lines.
function strip(line,    out, c, two, quote) {
    out = ""
    quote = ""
    while (line != "") {
        c = substr(line, 1, 1)
        two = substr(line, 1, 2)
        if (in_comment) {
            if (two == "*/") {
                in_comment = 0
                line = substr(line, 2)
            }
        } else if (quote != "") {
            if (c == "\\")
                line = substr(line, 2)
            else if (c == quote) {
                quote = ""
                out = out c
            }
        } else if (two == "/*") {
            in_comment = 1
            line = substr(line, 2)
            out = out " "
        } else if (two == "//")
            return out
        else {
            if (c == "\"" || c == "'")
                quote = c
            out = out c
        }
        line = substr(line, 2)
    }
    return out
}

function room_of(path,    parts, n) {
    n = split(path, parts, "/")
    if (parts[1] == "src")
        return n > 2 ? parts[2] : "."
    return ""
}

# One #include line of a file in a room under src/.
function check_include(line,    target, parts, n, other) {
    if (line ~ /<rankcert\//) {
        other = line
        sub(/.*<rankcert\//, "", other)
        sub(/\.h>.*/, "", other)
        check_room(other, line)
    } else if (line ~ /"/) {
        target = line
        sub(/^[^"]*"/, "", target)
        sub(/".*/, "", target)
        n = split(target, parts, "/")
        if (parts[1] == "..")
            finding("include", "not relative to the room or src: " target)
        else if (n > 1)
            check_room(parts[1], target)
    } else {
        other = line
        sub(/.*</, "", other)
        sub(/[\/.>].*/, "", other)
        sub(/^(arb|arf|acb|mag)(_.*)?$/, "arb", other)
        if ((other in rooms_of) && !has_word(rooms_of[other], room))
            finding("library", room " may not use " other)
    }
}

function check_room(other, text) {
    if (other != room && !has_word(uses[room], other))
        finding("room", room " may not use " other ": " text)
}

FNR == 1 {
    name = substr(FILENAME, length(top) + 2)
    room = room_of(name)
    in_comment = 0
}

/TO[D]O|FIX[M]E|(^|[^X])X[X]X([^X]|$)/ {
    finding("unfinished", $0)
}

length($0) > 80 {
    finding("width", "over 80 columns")
}

# The rest is for the sources of the rooms.
room == "" {
    next
}

!in_comment && /^[ \t]*#[ \t]*include/ {
    check_include($0)
    next
}

{
    code = strip($0)
}

room != "search" {
    if (calls(code, "[a-z]+_set_d"))
        finding("double", code)
    if (room != "cli" && calls(code, "strtod|strtof|strtold|atof"))
        finding("double", code)
    # FLINT's row pointers; these rooms cannot have FLINT and have rows of
    # their own.
    if (room != "mask" && room != "checker" && code ~ /->rows[ \t]*\[/)
        finding("rows", code)
    if (room == "checker" &&
        code ~ /(^|[^A-Za-z0-9_])(double|float)([^A-Za-z0-9_]|$)/)
        finding("double", code)
    if (calls(code, "(arb|acb)_mat_(solve|det|inv)"))
        finding("plain-lu", code)
}

room == "cli" || room == "checker" {
    next
}

calls(code, silent) || (room != "report" && calls(code, to_stream)) ||
code ~ /(^|[^A-Za-z0-9_])std(out|err)([^A-Za-z0-9_]|$)/ {
    finding("library-call", code)
}
