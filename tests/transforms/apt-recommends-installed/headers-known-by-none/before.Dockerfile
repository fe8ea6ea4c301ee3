FROM ubuntu:22.04
RUN apt-get update && apt-get install -y gcc libfoo-dev git
COPY app.c /
RUN gcc -o /app /app.c
CMD ["/app"]
