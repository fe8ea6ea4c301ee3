FROM debian:12
RUN wget -q https://example.com/app-$V.tgz; if [ -n "$W" ]; then V=$W; fi; tar xf app-$V.tgz
