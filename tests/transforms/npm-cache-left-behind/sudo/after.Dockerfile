FROM base
RUN sudo npm install -g grunt && sudo npm cache clean --force
