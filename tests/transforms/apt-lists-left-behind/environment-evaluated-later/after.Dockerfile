FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends opam && rm -rf /var/lib/apt/lists/*
RUN eval "$(opam env)" && make
