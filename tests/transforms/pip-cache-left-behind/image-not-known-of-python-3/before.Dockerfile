FROM company/web:python3.11
RUN pip install flask
