# The interpreter lies in /usr/local, with the pip (and, before 3.12, setuptools and wheel) that came with it.
FROM buildpack-deps:bookworm
ENV PATH=/usr/local/bin:$PATH LANG=C.UTF-8
RUN apt-get update \
    && apt-get install -y --no-install-recommends libbluetooth-dev tk-dev uuid-dev \
    && rm -rf /var/lib/apt/lists/*
COPY local/ /usr/local/
ARG EXTRA
RUN ldconfig \
    && python3 -m ensurepip \
    && if [ -n "$EXTRA" ]; then pip3 install --no-cache-dir $EXTRA; fi \
    && for each in idle3 pip3 pydoc3 python3 python3-config; do \
         ln -sf "$each" "/usr/local/bin/$(echo "$each" | tr -d 3)"; \
       done \
    && find /usr/local -name '*.pyc' -delete \
    && python3 --version && pip --version
CMD ["python3"]
