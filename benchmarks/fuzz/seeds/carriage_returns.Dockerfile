FROM a
RUN apt-get update \
 && apt-get install -y \
    # why
    curl \

 && rm -rf /tmp/*
USER x
