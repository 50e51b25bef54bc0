"""Typeset the chapters and join them: the only user of WeasyPrint."""
