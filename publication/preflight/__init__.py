"""Checks of finished files for the press: our own rules, on our files and on anybody's.

run          preflight(): open a file, run every rule
checks       the decorator that makes a function a rule, and the runner
profile      thresholds, by printer: styles/preflight/*.toml
guide        what the command says of itself
job          what the maker of a file knows of it
facts        what is known of a file, gathered once: objects, marks, ink
reading/     the one pass over the content streams
ink          the plates, separated by Ghostscript and measured
rules/       the rules
separations  plates and ink map as pictures, for people
"""
