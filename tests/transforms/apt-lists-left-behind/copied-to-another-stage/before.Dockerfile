FROM debian:12 AS base
RUN apt-get update
FROM debian:12
COPY --from=base /var/lib/apt/lists /var/lib/apt/lists
RUN apt-get install -y curl && rm -rf /var/lib/apt/lists/*
