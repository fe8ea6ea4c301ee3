FROM debian:12
RUN useradd -m app
ENV HOME=/app
RUN pip3 install x
COPY . /app
RUN chown -R app:app /app
