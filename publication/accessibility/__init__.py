"""Whether everyone can read the finished PDF: independent judges, and what no judge looks at.

verapdf, page_validation   two validators of PDF/UA and PDF/A, unrelated to each other and to us
structure                  what they do not notice: a split paragraph, a note without way back
reading, extraction        the words as a screen reader tells them, and as others copy them
audit                      the last three at once
"""
