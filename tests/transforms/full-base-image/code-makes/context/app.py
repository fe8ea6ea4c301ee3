import subprocess

subprocess.run("set -e; make report", shell=True, check=True)
