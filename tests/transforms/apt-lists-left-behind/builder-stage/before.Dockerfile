FROM debian:12 AS build
RUN apt-get update && apt-get install -y gcc
FROM scratch
COPY --from=build /bin/true /true
