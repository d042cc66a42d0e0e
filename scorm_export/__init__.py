"""Builds SCORM packages from a course written in text files."""

from importlib.metadata import version

__version__ = version("scorm-export")
