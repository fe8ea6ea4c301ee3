FROM debian:12
RUN groupadd -r app
COPY . /app
RUN chown -R :app /app
CMD ["/app/x"]
