FROM gcc:13
ARG SINCE
WORKDIR /src
COPY Makefile ./
RUN wget -q https://example.com/words-since-$SINCE.tar.gz && tar xf words-since-$SINCE.tar.gz && make
