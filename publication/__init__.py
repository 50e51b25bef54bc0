"""From a survey to a publication: estimate, draw, compose, typeset once, finish every edition."""
