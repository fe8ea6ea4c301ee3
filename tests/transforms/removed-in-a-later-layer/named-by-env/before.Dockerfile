FROM debian:12
RUN git clone https://example.com/go.git /work/go && ls /work/go
ENV GOPATH=/work/go
RUN rm -rf /work/go
