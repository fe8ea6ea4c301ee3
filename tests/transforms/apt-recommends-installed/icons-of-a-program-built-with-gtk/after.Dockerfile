FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends libgtk-3-dev ca-certificates librsvg2-common
COPY . /src
RUN gcc -o /usr/local/bin/editor /src/editor.c $(pkg-config --cflags --libs gtk+-3.0)
CMD ["editor"]
