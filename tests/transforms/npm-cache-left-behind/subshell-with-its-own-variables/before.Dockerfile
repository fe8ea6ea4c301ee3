FROM base
RUN (export HOME=/srv && yarn global add x)
