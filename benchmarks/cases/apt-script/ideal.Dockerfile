FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl git imagemagick jq wget \
    && rm -rf /var/lib/apt/lists/*
COPY --chmod=755 report.sh /usr/local/bin/report
CMD ["report", "--self-test"]
