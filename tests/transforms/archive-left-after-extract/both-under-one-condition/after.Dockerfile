FROM debian:12
RUN if [ -n "$A" ]; then wget -q https://example.com/app.tgz && tar xf app.tgz && rm app.tgz; fi
