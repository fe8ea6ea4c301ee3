FROM company/runtime:4
RUN pip install --no-cache-dir --trusted-host pypi.example flask
RUN pip install --no-cache-dir gunicorn
