FROM node:20
RUN apt-get install -y sudo && echo "node ALL=(root) NOPASSWD: /usr/local/bin/npm install *" >> /etc/sudoers
USER node
RUN sudo npm install -g pm2
