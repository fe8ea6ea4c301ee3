FROM ubuntu:22.04
RUN apt-get update
RUN apt-get install -y software-properties-common
RUN add-apt-repository -y ppa:example/ppa
RUN apt-get update && apt-get install -y git
