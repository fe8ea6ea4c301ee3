FROM gcc:13
WORKDIR /src
COPY Makefile ./
RUN wget -q https://example.com/words.tar.gz && tar xf words.tar.gz
RUN make
