FROM ubuntu:14.04
RUN apt-get update && apt-get install -y --no-install-recommends git zlib1g-dev make ca-certificates gcc less openssh-client
COPY . /src
RUN cd /src && make
CMD ["/src/app"]
