FROM debian:12
RUN wget -q 'https://example.com/app.tgz?raw=true' && tar xf app.tgz?raw=true
