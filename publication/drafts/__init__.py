"""Drafts in the build: what the proof stage is given, and what becomes of its answers."""
