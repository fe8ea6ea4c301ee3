FROM gcr.io/oss-fuzz-base/base-builder:ubuntu-24-04
RUN apt-get update && apt-get install -y make
CMD ["/bin/bash", "-c", "compile && ls /out"]
