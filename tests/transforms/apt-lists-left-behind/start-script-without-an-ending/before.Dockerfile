FROM debian:12
RUN apt-get update && apt-get install -y curl
RUN printf "#!/bin/sh\napt-get install -y \$PACKAGES\n" > /usr/local/bin/start && chmod +x /usr/local/bin/start
CMD ["start"]
