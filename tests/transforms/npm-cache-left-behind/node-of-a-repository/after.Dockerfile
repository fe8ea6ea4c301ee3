FROM ubuntu:22.04
RUN curl -fsSL https://deb.example/setup_20.x | bash - && apt-get install -y nodejs
RUN npm i -g pm2 && npm cache clean --force
