FROM debian:12
RUN useradd -m -d $HOME_DIR joe
COPY . /app
RUN chown -R joe:joe /app
