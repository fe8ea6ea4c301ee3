FROM debian:12
RUN wget -qO /opt/app.tgz https://example.com/app.tgz && tar -C /opt -xf /opt/app.tgz
CMD ["/opt/app/serve", "--archive=/opt/app.tgz"]
