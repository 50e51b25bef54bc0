"""Charts and motifs in one brand, drawn from the estimates."""
