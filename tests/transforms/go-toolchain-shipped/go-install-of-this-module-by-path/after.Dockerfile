FROM golang:1.22 AS build
WORKDIR /src
COPY . .
ENV GOBIN=/usr/local/bin
RUN CGO_ENABLED=0 go install example.com/app/cmd/server

FROM scratch
COPY --from=build /usr/local/bin/server /usr/local/bin/server
WORKDIR /src
ENTRYPOINT ["server"]
