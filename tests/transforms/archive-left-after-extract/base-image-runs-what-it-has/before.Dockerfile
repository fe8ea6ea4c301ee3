FROM example.com/builder
RUN wget https://example.com/lib-1.2.tar.gz && tar xf lib-1.2.tar.gz
