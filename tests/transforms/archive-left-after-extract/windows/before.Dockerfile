# escape=`
FROM mcr.microsoft.com/windows/servercore:ltsc2022
RUN curl -o app.zip https://example.com/app.zip && tar -xf app.zip
