FROM ubuntu:22.04
RUN pyenv install 3.6.5 && pyenv global 3.6.5
RUN pip install flask && rm -rf ~/.cache/pip
