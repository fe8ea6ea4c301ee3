FROM python:2.7
RUN pip install --no-cache-dir 'pip>=1.4,<1.6'
RUN pip install flask
