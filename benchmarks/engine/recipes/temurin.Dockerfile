# Debian's OpenJDK in the place where Temurin lies. Its key store takes the machine's certificates in.
FROM debian:bookworm-slim
ARG KIND
ENV JAVA_HOME=/opt/java/openjdk LANG=en_US.UTF-8 LANGUAGE=en_US:en LC_ALL=en_US.UTF-8
ENV PATH=$JAVA_HOME/bin:$PATH
RUN mkdir -p /usr/share/man/man1 \
    && apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates ca-certificates-java curl fontconfig locales \
         openjdk-17-$KIND-headless p11-kit tzdata wget \
    && echo 'en_US.UTF-8 UTF-8' >> /etc/locale.gen && locale-gen en_US.UTF-8 \
    && mkdir -p /opt/java && ln -s "$(echo /usr/lib/jvm/java-17-openjdk-*)" /opt/java/openjdk \
    && rm -rf /var/lib/apt/lists/* \
    && java -version
