"""The cover as its own sheet: spine, barcode, spread."""
