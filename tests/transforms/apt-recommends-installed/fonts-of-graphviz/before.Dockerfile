FROM debian:bookworm
RUN apt-get update && apt-get install -y graphviz
CMD ["dot", "-V"]
