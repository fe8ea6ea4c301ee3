FROM python:3.12 AS build
RUN pip wheel --no-cache-dir -w /wheels flask

FROM python:3.12
COPY --from=build /wheels /wheels
CMD ["python3.12", "-q"]
