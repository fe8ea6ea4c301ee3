FROM python:3.12
ENV A=b C="d e" \
    F='g'
RUN set -ex; \
    # note
    pip install flask; \
    true
