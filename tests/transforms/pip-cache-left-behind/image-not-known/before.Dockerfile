FROM company/runtime:4
RUN pip install flask && pip install gunicorn
