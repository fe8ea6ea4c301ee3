FROM debian:12
RUN apt-get update && apt-get install -y \
    make \
    git # for the submodules
RUN git clone https://example.org/x.git
