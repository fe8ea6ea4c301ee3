FROM debian:12
RUN apt-get update && apt-get install -y \
    # to fetch
    curl \

    git \
    && rm -rf /var/lib/apt/lists/*
CMD ["true"]
