FROM debian:12
RUN apt-get update && apt-get install -y curl
COPY fuzzer_build /usr/bin/
RUN fuzzer_build
