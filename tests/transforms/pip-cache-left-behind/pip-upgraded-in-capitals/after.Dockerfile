FROM company/runtime:4
RUN pip install --upgrade PIP && rm -rf ~/.cache/pip
RUN pip install --no-cache-dir flask
