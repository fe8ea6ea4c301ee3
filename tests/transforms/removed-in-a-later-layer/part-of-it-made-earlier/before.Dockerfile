FROM debian:12
RUN git clone https://example.com/app.git /src/app
RUN git clone https://example.com/lib.git /src/app/lib && ls /src/app/lib
RUN rm -rf /src/app
