FROM a
RUN case $x in a|b) echo 1 ;; *) (cd /y; make) ;; esac; f() { local z=`date`; echo "${z%%-*}" >&2; }; f
