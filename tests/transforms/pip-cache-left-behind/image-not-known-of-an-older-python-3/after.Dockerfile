FROM company/web:python3.7
RUN pip install flask && rm -rf ~/.cache/pip
