make -C lib-1.2
