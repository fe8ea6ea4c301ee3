FROM company/runtime:4
RUN pip install --no-cache-dir --root-user-action=ignore flask
RUN pip install --no-cache-dir gunicorn
