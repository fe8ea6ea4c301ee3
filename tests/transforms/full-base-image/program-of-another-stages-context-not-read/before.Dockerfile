FROM python:3.12 AS prepared
COPY . /out/

FROM python:3.12
COPY --from=prepared /out/run-tests /opt/bin/run-tests
CMD ["/opt/bin/run-tests"]
