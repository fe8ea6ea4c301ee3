FROM debian:bullseye
RUN python3 -m pip install redis
RUN python3 -m pip cache purge
