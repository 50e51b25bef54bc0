"""Finish the one galley into its editions."""
