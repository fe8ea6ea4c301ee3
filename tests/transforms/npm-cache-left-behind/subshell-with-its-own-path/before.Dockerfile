FROM base
RUN (. ~/.nvm/nvm.sh && yarn global add x)
