FROM debian:12
RUN git clone https://example.com/app.git /src/app
RUN make -C /src/app install
RUN rm -rf /src/app
