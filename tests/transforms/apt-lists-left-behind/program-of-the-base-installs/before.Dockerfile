FROM gcr.io/oss-fuzz-base/base-builder
RUN apt-get update && apt-get install -y make autoconf libtool
COPY . $SRC/parser
WORKDIR $SRC/parser
COPY build.sh $SRC/
