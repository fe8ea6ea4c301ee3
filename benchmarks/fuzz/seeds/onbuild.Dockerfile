ARG V=1
FROM a:${V} AS b
ONBUILD RUN pip install -r r.txt \
    -v
HEALTHCHECK --interval=5s CMD a || exit 1
ONBUILD COPY . .
