# escape=`
FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
COPY . /app
RUN chown -R app /app
