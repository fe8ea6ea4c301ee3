FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates gcc libc6-dev \
    && rm -rf /var/lib/apt/lists/*
ENV RUSTUP_HOME=/usr/local/rustup CARGO_HOME=/usr/local/cargo PATH=/usr/local/cargo/bin:$PATH
COPY toolchain/ /usr/local/rustup/toolchains/own/
RUN mkdir -p "$CARGO_HOME/bin" \
    && ln -s /usr/local/rustup/toolchains/own/bin/* "$CARGO_HOME/bin/" \
    && chmod -R a+w "$CARGO_HOME" \
    && rustc --version && cargo --version
ARG VERSION
ENV RUST_VERSION=$VERSION
