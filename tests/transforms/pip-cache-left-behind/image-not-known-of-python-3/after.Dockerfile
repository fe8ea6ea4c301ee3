FROM company/web:python3.11
RUN pip install --no-cache-dir flask
