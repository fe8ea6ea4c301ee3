FROM debian:12
RUN git clone https://example.com/shop.git /srv/shop
RUN mv /srv/shop /srv/shop-old && cp -r /srv/shop-old/public /srv/shop
RUN rm -rf /srv/shop-old
