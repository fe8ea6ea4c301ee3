FROM company/runtime:4
RUN sudo mkdir /data
RUN pip install flask
