for ((i = 0; i < 3; i++)); do a; done
select x in a b; do c; done
((i += $(n)))
coproc named { a; }
time -p a |& b
[[ -f $x && ( a == @(b|c) || ! d =~ ^(e f)$ ) ]] >&2
