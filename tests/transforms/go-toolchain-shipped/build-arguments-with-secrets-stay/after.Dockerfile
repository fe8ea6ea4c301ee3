FROM golang:1.22 AS build
WORKDIR /app
ARG TOKEN
ENV GOPRIVATE=example.com
RUN git config --global url."https://$TOKEN@example.com/".insteadOf https://example.com/
COPY . .
RUN CGO_ENABLED=0 go build -o /bin/server .

FROM scratch
COPY --from=build /bin/server /bin/server
WORKDIR /app
CMD ["/bin/server"]
