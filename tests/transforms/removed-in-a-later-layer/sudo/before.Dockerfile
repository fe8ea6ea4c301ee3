FROM debian:12
RUN sudo git clone https://example.com/app.git /tmp/app && sudo make -C /tmp/app install
RUN sudo rm -rf /tmp/app
