FROM debian:12
RUN wget -q https://example.com/app.tgz && tar xvf app.tgz | tail -n 1
