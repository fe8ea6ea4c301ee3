FROM debian:bookworm
RUN apt-get update && apt-get install -y libgtk-3-dev
COPY . /src
RUN gcc -o /usr/local/bin/editor /src/editor.c $(pkg-config --cflags --libs gtk+-3.0)
CMD ["editor"]
