FROM debian:12
RUN git clone https://example.com/app.git /src/app
WORKDIR /src/app
RUN ls
WORKDIR /
RUN rm -rf /src/app
