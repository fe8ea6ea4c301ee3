FROM golang:1.22
ARG MAJOR=1
ARG VERSION=$MAJOR.2
ENV APP_VERSION=$VERSION TMPDIR=/tmp
WORKDIR /app
COPY . .
RUN go build -o /bin/server .
EXPOSE 8080
CMD ["/bin/server"]
