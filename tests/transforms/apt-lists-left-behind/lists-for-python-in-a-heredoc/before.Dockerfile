FROM python:3.12
RUN apt-get update && apt-get install -y curl
RUN python3 - <<EOF
import subprocess
subprocess.run(["apt-get", "install", "-y", "vim"], check=True)
EOF
