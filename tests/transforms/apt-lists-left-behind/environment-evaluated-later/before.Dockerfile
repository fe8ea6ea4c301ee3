FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends opam
RUN eval "$(opam env)" && make
