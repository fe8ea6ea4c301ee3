FROM debian:bookworm-slim
ARG EXTRA=""
RUN apt-get update && apt-get install -y --no-install-recommends curl
RUN if [ -n "$EXTRA" ]; then bash -c "$EXTRA"; fi
RUN eval "$EXTRA"
