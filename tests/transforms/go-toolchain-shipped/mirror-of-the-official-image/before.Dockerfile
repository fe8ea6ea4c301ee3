FROM public.ecr.aws/docker/library/golang:1.22
WORKDIR /app
COPY . .
RUN go build -o /bin/server .
CMD ["/bin/server"]
