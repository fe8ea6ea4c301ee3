FROM public.ecr.aws/docker/library/node:20-slim
USER 2345
RUN npm ci && npm cache clean --force
