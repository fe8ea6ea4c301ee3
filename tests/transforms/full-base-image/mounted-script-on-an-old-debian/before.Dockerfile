FROM debian:buster
RUN --mount=type=bind,target=/src /src/install
CMD ["/usr/bin/service-of-ours"]
