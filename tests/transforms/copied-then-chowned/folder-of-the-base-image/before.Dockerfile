FROM example.com/own/image
COPY . /app
RUN chown -R 1000:1000 /app
