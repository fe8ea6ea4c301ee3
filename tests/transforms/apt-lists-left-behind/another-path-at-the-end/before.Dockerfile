FROM debian:12
RUN apt-get update && apt-get install -y curl && export PATH=/opt/tool/bin && tool --version
