FROM debian:12
RUN git clone https://example.com/shop.git /srv/shop && mv /srv/shop /srv/build && make -C /srv/build install
RUN rm -rf /srv/build
