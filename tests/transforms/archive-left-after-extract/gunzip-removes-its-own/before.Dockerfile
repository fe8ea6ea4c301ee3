FROM debian:12
RUN wget -q https://example.com/db.gz && gunzip db.gz
