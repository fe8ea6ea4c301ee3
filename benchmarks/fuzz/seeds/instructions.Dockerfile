FROM a
RUN cat <<E > /x && pip install a
line $y
E
ENV k v w
LABEL a=b "c d"=e
EXPOSE 80 443/tcp
VOLUME ["/a"]
