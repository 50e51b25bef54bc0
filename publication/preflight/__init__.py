"""Check what was finished, before anybody else does."""
