FROM debian:12
RUN apt-get update \
    && apt-get update -o Dir::Etc::sourcelist=sources.list.d/pgdg.list -o APT::Get::List-Cleanup=0 && apt-get install -y postgresql-16 && rm -rf /var/lib/apt/lists/*
