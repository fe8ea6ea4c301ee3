FROM company/runtime:4
RUN pip install --root-user-action=ignore flask
RUN pip install gunicorn
