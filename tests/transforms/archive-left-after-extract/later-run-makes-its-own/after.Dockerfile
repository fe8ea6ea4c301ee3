FROM debian:12
RUN curl -fo /tmp/x.zip https://example.com/a.zip && unzip /tmp/x.zip && rm /tmp/x.zip
RUN curl -fo /tmp/x.zip https://example.com/b.zip && unzip /tmp/x.zip && rm /tmp/x.zip
