FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends libgtk-3-0 libnss3 libasound2 libgbm1 libxtst6 psmisc && rm -rf /var/lib/apt/lists/*
COPY browser /opt/browser
CMD ["/opt/browser/chrome", "--headless"]
