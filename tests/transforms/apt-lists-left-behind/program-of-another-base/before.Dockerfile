FROM gcr.io/oss-fuzz-base/base-builder AS fuzzers
RUN apt-get update && apt-get install -y make
RUN make -C /src

FROM gcr.io/oss-fuzz-base/base-runner
RUN apt-get update && apt-get install -y jq
COPY --from=fuzzers /out /out
