FROM a
RUN --mount=type=cache,target=/x if [ -f a ]; then b; elif c; then d; else e; fi \
 && for i in 1 2; do echo $i; done
