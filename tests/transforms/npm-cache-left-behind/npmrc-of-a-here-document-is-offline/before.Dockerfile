FROM node:22
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY <<EOF /root/.npmrc
offline=true
EOF
RUN npm ci --omit=dev
