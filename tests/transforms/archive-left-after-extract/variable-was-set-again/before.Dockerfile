FROM debian:12
RUN V=1; wget -q https://example.com/app-$V.tgz; V=2; tar xf app-$V.tgz
