FROM debian:12
RUN echo 'wget -q https://example.com/app.tgz && tar xf app.tgz'
