import subprocess

command = ["git", "describe", "--tags"]
NAME = subprocess.check_output(command, text=True)
