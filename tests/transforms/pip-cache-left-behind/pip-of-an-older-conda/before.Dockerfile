FROM ubuntu:20.04
RUN sh Miniconda3-4.5.4-Linux-x86_64.sh -b && rm Miniconda3-4.5.4-Linux-x86_64.sh
RUN pip install flask
