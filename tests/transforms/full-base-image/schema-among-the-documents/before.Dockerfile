FROM debian:bookworm
RUN apt-get update && apt-get install -y zabbix-server-mysql
CMD ["zabbix_server", "-f"]
