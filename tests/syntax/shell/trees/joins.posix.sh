apt-get \
  install a\
b &\
& c
