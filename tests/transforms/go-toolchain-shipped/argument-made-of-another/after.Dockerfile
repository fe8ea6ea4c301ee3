FROM golang:1.22 AS build
ARG MAJOR=1
ARG VERSION=$MAJOR.2
ENV APP_VERSION=$VERSION TMPDIR=/tmp
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o /bin/server .

FROM scratch
ARG MAJOR=1
ARG VERSION=$MAJOR.2
ENV APP_VERSION=$VERSION TMPDIR=/tmp
COPY --from=build /bin/server /bin/server
WORKDIR /app
EXPOSE 8080
CMD ["/bin/server"]
