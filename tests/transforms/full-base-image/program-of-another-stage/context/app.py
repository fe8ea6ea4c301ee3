import subprocess

subprocess.run(["xmllint", "--version"], check=True)
