FROM debian:12
RUN wget -qO app.tgz https://example.com/old.tgz
RUN wget -q https://example.com/app.tgz && tar xf app.tgz
