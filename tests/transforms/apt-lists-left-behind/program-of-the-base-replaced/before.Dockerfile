FROM gcr.io/oss-fuzz-base/base-builder-python
RUN apt-get update && apt-get install -y make
CMD ["/src/serve"]
