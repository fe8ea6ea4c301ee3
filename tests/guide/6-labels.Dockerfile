ARG BUILD_DATE
ARG VCS_REF
ENV APP_ENV=prod

# Label(메타데이터)
LABEL org.opencontainers.image.created=$BUILD_DATE \
      org.opencontainers.image.revision=$VCS_REF \
      org.opencontainers.image.source="https://example.com/repo"
