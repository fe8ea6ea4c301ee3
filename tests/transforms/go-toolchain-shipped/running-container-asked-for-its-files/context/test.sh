docker build --tag=me/app:$V .
docker run -d -p 80:80 --name web me/app:$V
docker exec -it web ls /app
