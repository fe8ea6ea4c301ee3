FROM company/cuda:11.4-devel-ubuntu18.04
RUN pip install --no-cache-dir flask
