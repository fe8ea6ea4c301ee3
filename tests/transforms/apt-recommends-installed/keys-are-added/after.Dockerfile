FROM ubuntu:22.04
RUN apt-get update && apt-get install -y --no-install-recommends software-properties-common gnupg
RUN add-apt-repository ppa:team/tool
CMD ["tool"]
