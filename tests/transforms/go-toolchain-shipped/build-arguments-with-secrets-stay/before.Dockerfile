FROM golang:1.22
WORKDIR /app
ARG TOKEN
ENV GOPRIVATE=example.com
RUN git config --global url."https://$TOKEN@example.com/".insteadOf https://example.com/
COPY . .
RUN go build -o /bin/server .
CMD ["/bin/server"]
