"""Marks that readers make in PDFs: read, placed, merged, answered, patched and kept in a ledger."""
