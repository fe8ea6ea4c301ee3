FROM a
RUN [[ $a == b* && -n "$c" ]] && (( i++ )) && x=(1 2) && echo {1..3} <(ls) $'a\n' || ! time true
