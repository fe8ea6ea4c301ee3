FROM debian:12
RUN apt-get update && apt-get install -y libsfml-dev && rm -rf /var/lib/apt/lists/*
RUN echo x > /etc/pulse/client.conf
