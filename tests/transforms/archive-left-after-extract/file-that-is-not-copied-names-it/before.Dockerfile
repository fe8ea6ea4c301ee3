FROM gcc:13
WORKDIR /src
COPY src ./
RUN wget -q https://example.com/words.tar.gz && tar xf words.tar.gz && make
