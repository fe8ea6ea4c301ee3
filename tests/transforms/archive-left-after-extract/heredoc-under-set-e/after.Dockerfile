FROM debian:12
RUN <<EOF
set -e
wget -q https://example.com/app.tgz
tar xf app.tgz
rm app.tgz
# now it can be moved
mv app /opt
EOF
