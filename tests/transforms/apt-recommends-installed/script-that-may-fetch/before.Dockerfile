FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y gettext
RUN ./fetch.sh
CMD ["/opt/app"]
