FROM python:3.12 AS first
RUN printf '[global]\ncache-dir=/x\n' > /etc/pip.conf
RUN pip install flask
FROM first
COPY --from=first /x /wheels
RUN pip list
