FROM debian:bookworm
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
RUN printf 'apt-get update\napt-get install -y $PACKAGE\n' > /start.sh
CMD ["sh", "/start.sh"]
