FROM debian:12
RUN bash -c 'wget -q https://example.com/app.tgz && tar xf app.tgz'
