FROM buildpack-deps:bookworm
ENV RUSTUP_HOME=/usr/local/rustup CARGO_HOME=/usr/local/cargo PATH=/usr/local/cargo/bin:$PATH
COPY toolchain/ /usr/local/rustup/toolchains/own/
RUN mkdir -p "$CARGO_HOME/bin" \
    && ln -s /usr/local/rustup/toolchains/own/bin/* "$CARGO_HOME/bin/" \
    && chmod -R a+w "$CARGO_HOME" \
    && rustc --version && cargo --version
ARG VERSION
ENV RUST_VERSION=$VERSION
