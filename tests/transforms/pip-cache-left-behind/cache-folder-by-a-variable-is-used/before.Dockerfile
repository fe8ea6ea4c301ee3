FROM python:3.12
ENV XDG_CACHE_HOME=/srv/c
RUN pip install flask
RUN echo x > /srv/c/y
