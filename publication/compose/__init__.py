"""Fill the chapter templates: numerals, claims, references, people, sources."""
