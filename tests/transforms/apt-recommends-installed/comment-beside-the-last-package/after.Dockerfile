FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends \
    make \
    git ca-certificates less openssh-client # for the submodules
RUN git clone https://example.org/x.git
