docker build -t registry.example/app:1 .
docker build -f Dockerfile.test -t test .
