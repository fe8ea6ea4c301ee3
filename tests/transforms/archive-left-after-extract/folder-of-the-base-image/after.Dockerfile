FROM example.com/own/image
RUN wget -q https://example.com/app.tgz && tar xf app.tgz && rm app.tgz && cd app && make install && rm -rf /var/lib/apt/lists/*
