FROM debian:12
RUN mkdir /work
RUN rm -rf /work
