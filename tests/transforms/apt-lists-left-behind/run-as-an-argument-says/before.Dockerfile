FROM debian:bookworm-slim
ARG EXTRA=true
RUN apt-get update && apt-get install -y --no-install-recommends curl
RUN ${EXTRA}
