FROM ubuntu:22.04
RUN apt-get update && apt-get install -y --no-install-recommends gcc libpng12-dev git ca-certificates less libc6-dev openssh-client
COPY app.c /
RUN gcc -o /app /app.c
CMD ["/app"]
