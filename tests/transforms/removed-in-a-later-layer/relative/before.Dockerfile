FROM debian:12
WORKDIR /src
RUN git clone https://example.com/app.git && make -C app install
RUN rm -rf app
