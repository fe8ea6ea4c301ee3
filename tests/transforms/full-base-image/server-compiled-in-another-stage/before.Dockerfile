FROM python:3.12 AS build
RUN pip install --prefix=/opt/uwsgi uwsgi

FROM python:3.12
COPY --from=build /opt/uwsgi /usr/local
COPY app.py .
CMD ["uwsgi", "--http", ":8080", "--wsgi-file", "app.py"]
