FROM ubuntu:22.04
RUN apt-get update && apt-get install -y jq
RUN apt-get install -y software-properties-common
RUN add-apt-repository -y -n ppa:deadsnakes/ppa
RUN apt-get update && apt-get install -y python3.12
RUN apt-get update && apt-get install -y locales
RUN apt-get install -y git
