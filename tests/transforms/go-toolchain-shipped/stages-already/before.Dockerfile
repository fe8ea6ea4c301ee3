FROM node:22 AS front
COPY web .
RUN npm run build

FROM golang:1.22
WORKDIR /app
COPY . .
RUN go build -o /bin/server .
COPY --from=front /dist /app/dist
CMD ["/bin/server"]
