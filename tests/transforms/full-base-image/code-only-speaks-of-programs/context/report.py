import subprocess

LINKS = {"file": "report.txt", "patch": "a.diff", "import": "data.csv"}
print("ask git for the rest", LINKS["file"])
subprocess.run(["date", "-u"], check=True)
