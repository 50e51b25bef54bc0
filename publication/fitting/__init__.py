"""`build.py fit`: small adjustments of single paragraphs, tried out and written down.

Nothing here runs in a build: it writes the title's fit.toml, which compose applies.
"""
