FROM alpine:3.20
# always fresh
RUN apk update
RUN apk add --no-cache curl
