FROM debian:12
WORKDIR /src
RUN git clone https://example.com/app.git && cd app && make install
RUN rm -rf app
