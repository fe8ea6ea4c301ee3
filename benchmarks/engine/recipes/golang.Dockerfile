FROM buildpack-deps:bookworm-scm
RUN apt-get update \
    && apt-get install -y --no-install-recommends g++ gcc libc6-dev make pkg-config \
    && rm -rf /var/lib/apt/lists/*
ENV GOTOOLCHAIN=local GOPATH=/go
ENV PATH=$GOPATH/bin:/usr/local/go/bin:$PATH
COPY go/ /usr/local/go/
RUN mkdir -p "$GOPATH/src" "$GOPATH/bin" && chmod -R 1777 "$GOPATH" && go version
ARG VERSION
ENV GOLANG_VERSION=$VERSION
WORKDIR /go
