FROM company/runtime:4
RUN sudo pip install flask
