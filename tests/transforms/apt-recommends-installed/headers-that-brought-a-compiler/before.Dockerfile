FROM ubuntu:14.04
RUN apt-get update && apt-get install -y git zlib1g-dev make
COPY . /src
RUN cd /src && make
CMD ["/src/app"]
