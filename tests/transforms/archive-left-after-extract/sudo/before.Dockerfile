FROM debian:12
RUN sudo wget -qO /opt/app.tgz https://example.com/app.tgz && sudo tar -C /opt -xf /opt/app.tgz
