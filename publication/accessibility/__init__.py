"""Whether everyone can read the finished PDF: independent judges, and what no judge looks at.

verapdf, page_validation   two validators of PDF/UA and PDF/A, unrelated to each other and to us
structure                  what they do not notice: a split paragraph, a note without way back
reading                    the words in the order a screen reader tells them
"""
