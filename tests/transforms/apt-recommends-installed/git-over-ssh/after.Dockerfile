FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends git ca-certificates less openssh-client
RUN --mount=type=ssh git clone git@example.org:team/app.git /app
CMD ["/app/run"]
