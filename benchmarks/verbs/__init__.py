"""Prove the verbs: each applied at random places of real files, and held against BuildKit, bash and dash."""
