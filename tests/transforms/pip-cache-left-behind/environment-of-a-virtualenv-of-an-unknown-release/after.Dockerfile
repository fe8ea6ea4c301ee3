FROM company/python-base:4
RUN apt-get update && apt-get install -y --no-install-recommends python-virtualenv && rm -rf /var/lib/apt/lists/*
RUN virtualenv /venv && /venv/bin/pip install flask && rm -rf ~/.cache/pip
