FROM debian:bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev make zlib1g-dev
WORKDIR /src
COPY . /src
RUN make && make install

FROM debian:bookworm-slim
WORKDIR /src
COPY --from=build /usr/local/bin/count /usr/local/bin/count
COPY sample.txt.gz /usr/share/sample.txt.gz
CMD ["count", "/usr/share/sample.txt.gz"]
