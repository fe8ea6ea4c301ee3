FROM debian:bookworm AS build
RUN apt-get update && apt-get install -y git cmake

FROM debian:bookworm
COPY --from=build /etc/hostname /name
