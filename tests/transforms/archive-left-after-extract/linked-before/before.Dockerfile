FROM debian:12
RUN wget -q https://example.com/app.tgz && ln -s app.tgz latest.tgz && tar xf app.tgz
