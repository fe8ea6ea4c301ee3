"""A greeting that says what it runs as."""

import os

from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/health")
def health() -> str:
    return "ok"


@app.get("/who")
def who() -> object:
    return jsonify(user=os.getuid(), unbuffered=os.environ.get("PYTHONUNBUFFERED"))


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=5000)
