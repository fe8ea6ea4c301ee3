FROM debian:12
RUN cd /root; wget -q https://example.com/app.tgz; tar xf app.tgz && rm app.tgz; mv app /opt
