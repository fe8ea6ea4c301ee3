FROM fedora:41
RUN cd /root/rpmbuild/SOURCES && curl -fsSLo app-1.0.tar.gz https://example.com/app-1.0.tar.gz && tar xf app-1.0.tar.gz
COPY app.spec /root/rpmbuild/SPECS/
RUN rpmbuild -bb /root/rpmbuild/SPECS/app.spec
