"""Load, validate, weight, estimate, test and disclose: from responses to estimates."""
