FROM python:3.12
RUN pip install uv
COPY pyproject.toml .
RUN uv pip install --system -r pyproject.toml --extra all
COPY app.py .
CMD ["python", "app.py"]
