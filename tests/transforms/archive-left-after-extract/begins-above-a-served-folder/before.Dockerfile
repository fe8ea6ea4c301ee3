FROM httpd:2.4
RUN cd htdocs && wget https://example.com/site.tgz && tar xzf site.tgz
