FROM debian:12
RUN wget -qO /tmp/app.tgz https://example.com/app.tgz && tar -C /opt -xf /tmp/app.tgz && rm /tmp/app.tgz
RUN cd /opt/app && make install
