"""The proofreader's edition: line numbers, marks, drafts compared."""
