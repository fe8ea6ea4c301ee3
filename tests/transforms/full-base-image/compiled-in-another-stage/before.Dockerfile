FROM python:3.12 AS build
COPY . .
RUN make

FROM python:3.12
COPY --from=build /out /out
CMD ["python", "/out/app.py"]
