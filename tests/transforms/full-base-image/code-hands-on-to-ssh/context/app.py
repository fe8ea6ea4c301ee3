import paramiko

print(paramiko.ProxyCommand("ssh -W inner:22 outer"))
