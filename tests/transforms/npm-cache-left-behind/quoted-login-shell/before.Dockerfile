FROM base
RUN bash -lc 'npm ci'
