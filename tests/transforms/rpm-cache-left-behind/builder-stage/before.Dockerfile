FROM centos:7 AS build
RUN yum install -y gcc
FROM scratch
COPY --from=build /bin/app /app
