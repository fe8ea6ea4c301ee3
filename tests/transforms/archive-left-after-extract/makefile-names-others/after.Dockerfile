FROM gcc:13
WORKDIR /src
COPY . .
RUN wget -q https://example.com/words.tar.gz && tar xf words.tar.gz && rm words.tar.gz && make
