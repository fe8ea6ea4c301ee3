FROM company/runtime:4
RUN pip3 install --no-cache-dir flask
RUN pip install gunicorn
