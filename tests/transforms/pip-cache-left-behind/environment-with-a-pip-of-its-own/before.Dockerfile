FROM python:2.7
RUN pip install --no-cache-dir virtualenv==1.11.6 && virtualenv /venv
RUN /venv/bin/pip install --upgrade pip
RUN /venv/bin/pip install flask
