"""An author's files, read into a Project."""
