FROM company/cuda:11.4-devel-ubuntu20.04
RUN pip install --no-cache-dir flask
