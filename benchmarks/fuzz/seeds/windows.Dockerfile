# syntax=docker/dockerfile:1
# escape=`
FROM servercore
SHELL ["powershell", "-Command"]
RUN a `
  b
