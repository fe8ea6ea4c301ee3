FROM golang:1.24 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go build -trimpath -ldflags "-s -w" -o /notes .

FROM gcr.io/distroless/base-debian12
COPY --from=build /notes /usr/local/bin/notes
EXPOSE 8080
ENTRYPOINT ["/usr/local/bin/notes"]
