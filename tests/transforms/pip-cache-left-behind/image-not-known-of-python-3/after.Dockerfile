FROM company/web:python3.7
RUN pip install --no-cache-dir flask
