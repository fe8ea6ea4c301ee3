"""What the container runs and reads, and what it needs for that."""
