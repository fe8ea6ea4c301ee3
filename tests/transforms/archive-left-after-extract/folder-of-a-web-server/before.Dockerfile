FROM nginx:1.27
RUN curl -fLo /usr/share/nginx/html/a.zip https://example.com/a.zip && unzip -d /srv /usr/share/nginx/html/a.zip
