puts `git describe`
