FROM ubuntu:16.04
RUN apt-get update && apt-get install -y build-essential python3-dev python3-pip && rm -rf /var/lib/apt/lists/*
RUN pip3 install --no-cache-dir docopt
CMD ["python3"]
