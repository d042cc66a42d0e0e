"""What authors write in: YAML, fields, the Markdown dialect, drawings, references, terms."""
