FROM debian:12
WORKDIR /opt
RUN wget https://example.com/recombine.tar.gz && tar xzf recombine.tar.gz
COPY Dockerfile /opt/notes/
