tar -xf ../lib-1.2.tar.gz
make -C lib-1.2
