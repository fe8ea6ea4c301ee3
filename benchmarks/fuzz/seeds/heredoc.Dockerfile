FROM a
RUN <<EOF
set -e
apt-get update
apt-get install -y git
EOF
COPY <<-"X" <<Y /dest/
	one
	X
two
Y
