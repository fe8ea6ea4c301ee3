FROM debian:12
RUN cd $A && wget -q https://example.com/app.tgz && cd $B && tar xf app.tgz
