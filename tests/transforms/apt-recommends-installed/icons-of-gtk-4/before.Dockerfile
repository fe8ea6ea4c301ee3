FROM debian:trixie
RUN apt-get update && apt-get install -y git libgtk-4-dev
CMD ["/opt/editor"]
