"""What files of a project have containers run."""

from __future__ import annotations

import time

import pytest

from slimmer.analysis.runtime.orders import orders

POD = """kind: Job
spec:
  containers:
  - name: a
    image: me/app
    command:
      - npm
    args: [run, "migrate"]   # before the start
    lifecycle:
      preStop: {exec: {command: ["npx", "tool"]}}
  - name: jest
"""
PIPELINE = """variables: {IMAGE: "$CI_REGISTRY_IMAGE:latest"}
lint: {image: "node:20", script: [npm run lint]}
test: {image: $IMAGE, before_script: cd /app, script: [npm test]}
"""
BUILD = """node {
  def app = docker.build("me/app")
  def tool = docker.image('node:14')
  tool.inside { sh 'npm run lint' }
  docker.image("node").inside("-u root") { sh 'npm run style' }
  app.inside { withEnv([]) { sh 'npm test' }
    sh "npm run check" }
  sh 'npm run outside'
}
"""
STEPS = """steps:
- {name: "node:20", entrypoint: npm, args: [run, lint]}
- {name: "r.example/$PROJECT_ID/app", entrypoint: npm, args: [test]}
- {name: "r.example/$PROJECT_ID/app"}
"""
JOBS = """jobs:
  a: {container: "node:20", steps: [{run: npm run lint}]}
  b: {container: {image: "r.example/${{ github.repository }}"}, steps: [{uses: x}, {run: npm test}]}
"""
FILES = {
    "Makefile": ("t:\n\tdocker run --rm app npm test | tee x\n\tdocker run node npm run lint\n", ["--rm app npm test"]),
    "k8s/job.yaml": (POD, ["; npm run migrate ; npx tool }}"]),
    "k8s/none.yaml": ("kind: Job\ncommand: [npm, test]\n", []),
    ".gitlab-ci.yml": (PIPELINE, ["cd /app ; npm test"]),
    "Jenkinsfile": (BUILD, ["withEnv( ) { sh npm test } sh npm run check"]),
    "ci/Jenkinsfile": (
        "pipeline { agent { dockerfile true }\n sh 'npm test' }",
        ["pipeline { agent { dockerfile true } sh npm test }"],
    ),
    "cloudbuild.yaml": (STEPS, ["npm test"]),
    ".github/workflows/x.yml": (JOBS, ["; npm test"]),
    "fly.toml": ('[deploy]\nrelease_command = "npx prisma migrate"\n', ["; npx prisma migrate"]),
    "heroku.yml": (
        "build: {docker: {web: Dockerfile}}\nrelease:\n  command:\n    - npm run migrate\n",
        ["; command: npm run migrate ; npm run migrate"],
    ),
}


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("docker run node npm test", []),
        ("docker run node:20-slim npm test", []),
        ("docker compose run web node scripts/seed.js", ["web node scripts/seed.js"]),
        ("docker exec -it web node seed", ["-it web node seed"]),
        ("kubectl exec deploy/web -- npx tool", ["deploy/web -- npx tool"]),
    ],
)
def test_images_that_are_not_the_projects(command: str, expected: list[str]) -> None:
    assert list(orders("run.sh", command)) == expected


@pytest.mark.parametrize("path", FILES)
def test_what_they_run(path: str) -> None:
    text, expected = FILES[path]
    assert [" ".join(each.split()) for each in orders(path, text)] == expected


@pytest.mark.parametrize("path", [".gitlab-ci.yml", "cloudbuild.yaml", ".github/workflows/x.yml"])
def test_what_is_not_yaml_tells_nothing(path: str) -> None:
    assert list(orders(path, "image: {container: [")) == []


HOSTILE = (
    "docker " * 28_000,
    "x" * 200_000,
    "a.inside{ " * 20_000,
    "\n" * 200_000,
    " " * 200_000,
    "command: x\n" * 18_000,
)


@pytest.mark.parametrize("path", ["Jenkinsfile", "k8s/x.yaml"])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_files_cost_what_they_hold(path: str, text: str) -> None:
    start = time.perf_counter()
    assert len("".join(orders(path, f"{text}\nkind: a\ncontainers: b\n"))) < 20_000_000
    assert time.perf_counter() - start < 5
