FROM debian:12
WORKDIR /opt
RUN wget -q https://example.com/app.tgz && tar xf app.tgz
ENTRYPOINT sh -c 'exec app/serve "app.tgz"'
