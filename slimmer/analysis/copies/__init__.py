"""What COPY and ADD put where, and whose it is then."""
