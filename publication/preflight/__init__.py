"""Checks of finished files for the press: our own rules, on our files and on anybody's.

checks      the decorator that makes a function a rule, and the runner
profile     thresholds, by printer: styles/preflight/*.toml
facts       what is known of a file, gathered once: objects, marks, ink
interpret   the one pass over the content streams
structure, boxes, colour, lettering, lines, images, transparency, ink, symbols, readers: the rules
"""
