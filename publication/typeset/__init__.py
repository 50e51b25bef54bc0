"""Typeset the chapters and join them: the only user of WeasyPrint.

parallel   all chapters of a title, from the cache or by forked workers   start here
render     one chapter: HTML -> tagged PDF
layout     notes moved to the outer margin; where lines and anchors stand
fit        what does not fit
stock      what chapters are set from, besides their HTML
cache      typeset chapters, kept by the hash of what they are made from
pages      the page map: folios, blanks, labels
loose      a single sheet that belongs to no book
assemble/  the chapters joined to the one galley
"""
