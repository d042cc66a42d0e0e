"""Regular expressions of what authors write in several formats. Each has to match as a whole."""

ID_PATTERN = r"[a-z][a-z0-9-]*"
LANGUAGE_PATTERN = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
