FROM debian:12
RUN set -eux; \
	wget -q https://example.com/app.tgz; \
	tar xf app.tgz; \
	rm app.tgz; \
	mv app /opt
