"""The download: what stands beside the web edition's PDF, ready to be put on a server.

extracts   words and places that the page takes from the manuscript and the galley
pictures   front cover, thumbnail and social card, taken from the PDF itself
fonts      the brand's letters, as far as the page uses them
page       index.html, one file that needs no other to be read
citation   how to cite: text, BibTeX, RIS, CITATION.cff
metadata   schema.org; onix   the message to the book trade
beside     all of it, written into the edition's folder: `add_download`
"""
