FROM debian:12
RUN mkdir /repo && cd /repo && curl -fsSLO https://example.com/foo.deb && dpkg -i foo.deb
RUN echo 'deb [trusted=yes] file:/repo ./' > /etc/apt/sources.list.d/local.list
