# escape=`
FROM golang:1.22-nanoserver
COPY . .
RUN go build -o C:\server.exe .
CMD ["C:\\server.exe"]
