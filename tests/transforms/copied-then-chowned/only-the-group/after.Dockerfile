FROM debian:12
RUN groupadd -r app
COPY --chown=0:app . /app
CMD ["/app/x"]
