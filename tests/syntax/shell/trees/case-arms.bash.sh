case "$1" in
  (a|b*) one;; # first
  "esac") x ;&
  *) ;;&
  last) y
esac >log
