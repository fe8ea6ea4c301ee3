"""A greeting, and whether the service is well."""

from flask import Flask, render_template

app = Flask(__name__)


@app.get("/health")
def health() -> str:
    return "ok"


@app.get("/greet/<name>")
def greet(name: str) -> str:
    return render_template("greet.html", name=name)
