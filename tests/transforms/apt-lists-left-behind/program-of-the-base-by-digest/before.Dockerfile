ARG BASE=gcr.io/oss-fuzz-base/base-builder-go:v1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
FROM $BASE AS tools
RUN apt-get update
RUN apt-get install -y cmake

FROM tools
COPY build.sh $SRC/
