FROM debian:12-slim
RUN apt-get --option dir::state::lists=/lists update && apt-get --option dir::state::lists=/lists install -y git
