FROM company/runtime:4
RUN pip install --trusted-host pypi.example flask && rm -rf ~/.cache/pip
