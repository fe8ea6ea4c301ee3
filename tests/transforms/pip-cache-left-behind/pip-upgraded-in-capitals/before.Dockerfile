FROM company/runtime:4
RUN pip install --upgrade PIP
RUN pip install flask
