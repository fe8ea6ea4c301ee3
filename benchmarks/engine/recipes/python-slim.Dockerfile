FROM debian:bookworm-slim
ENV PATH=/usr/local/bin:$PATH LANG=C.UTF-8
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates netbase tzdata libbz2-1.0 libffi8 liblzma5 \
         libncursesw6 libnsl2 libreadline8 libsqlite3-0 libssl3 libuuid1 zlib1g \
    && rm -rf /var/lib/apt/lists/*
# In one step with what removes parts of it, so that these do not stay in a layer.
ARG EXTRA
RUN --mount=type=bind,source=local,target=/mnt/local \
    cp -a /mnt/local/. /usr/local/ \
    && ldconfig \
    && python3 -m ensurepip \
    && if [ -n "$EXTRA" ]; then pip3 install --no-cache-dir $EXTRA; fi \
    && for each in idle3 pip3 pydoc3 python3 python3-config; do \
         ln -sf "$each" "/usr/local/bin/$(echo "$each" | tr -d 3)"; \
       done \
    && rm -rf /usr/local/lib/python3.*/tkinter /usr/local/lib/python3.*/idlelib \
         /usr/local/lib/python3.*/turtle* /usr/local/lib/python3.*/lib-dynload/_tkinter.*.so \
    && find /usr/local -name '*.pyc' -delete \
    && python3 --version && pip --version
CMD ["python3"]
