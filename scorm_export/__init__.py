"""Builds SCORM packages from a course written in text files."""

__version__ = "0.1.0"
