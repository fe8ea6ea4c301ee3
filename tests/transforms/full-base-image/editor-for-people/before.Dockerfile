FROM python:3.12
RUN apt-get update && apt-get install -y --no-install-recommends vim && rm -rf /var/lib/apt/lists/*
COPY .vimrc /root/
CMD ["vim", "/src"]
