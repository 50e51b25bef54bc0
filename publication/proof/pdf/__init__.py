"""PDFs of ours read back as drafts, as richly as each file allows, and compared."""
