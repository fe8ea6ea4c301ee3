FROM debian:12
RUN wget -q https://example.com/app.tgz && for dir in a b; do tar -C $dir -xf app.tgz; done
