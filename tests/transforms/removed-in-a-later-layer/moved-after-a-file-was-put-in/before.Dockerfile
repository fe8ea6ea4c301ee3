FROM debian:12
RUN curl -fsSLo /opt/tool/notes.txt https://example.com/notes.txt && mv /opt/tool /opt/tool-old
RUN rm -rf /opt/tool-old
