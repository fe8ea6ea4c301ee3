FROM base
COPY . .
RUN yarn
