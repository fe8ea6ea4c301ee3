FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends gettext locales && rm -rf /var/lib/apt/lists/*
# Answers in German
RUN sed -i 's/^# de_DE.UTF-8/de_DE.UTF-8/' /etc/locale.gen && locale-gen
COPY greet /usr/local/bin/
CMD ["greet"]
