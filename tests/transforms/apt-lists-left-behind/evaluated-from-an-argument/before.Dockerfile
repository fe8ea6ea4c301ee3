FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl
ARG EXTRA
RUN eval "$EXTRA"
