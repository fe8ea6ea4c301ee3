import re
import subprocess

import torch

# A model that is compiled (make sure that git is there) runs faster.
WORDS = re.compile("git|make")
subprocess.run("date -u && ls; echo made", shell=True, check=True)
print(torch.jit.script(torch.nn.Linear(4, 2)), WORDS.findall("a | b"))
