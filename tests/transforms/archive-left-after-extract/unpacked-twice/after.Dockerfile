FROM debian:12
RUN wget -q https://example.com/a.zip && unzip a.zip x && unzip a.zip y && rm a.zip && ls
