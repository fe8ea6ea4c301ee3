import subprocess
import sys

subprocess.run([sys.executable, "-m", "pip", "install", "git+https://example.com/plugin"], check=True)
