FROM debian:12
RUN wget -q https://example.com/app.tgz \
    && tar -xzf app.tgz \
    && rm app.tgz \
    # its folder
    && cd app \
    && make install
