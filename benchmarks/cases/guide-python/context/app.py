"""A clock that says how often it was asked."""

from flask import Flask, jsonify

app = Flask(__name__)
asked = 0


@app.get("/health")
def health() -> str:
    return "ok"


@app.get("/count")
def count() -> object:
    global asked
    asked += 1
    return jsonify(asked=asked)


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=5000)
