from fastapi import FastAPI

app = FastAPI()


@app.get("/health")
def health() -> str:
    return "ok"


@app.get("/sum")
def add(a: int, b: int) -> int:
    return a + b
