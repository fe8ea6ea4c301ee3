FROM base
RUN sudo npm install -g grunt
