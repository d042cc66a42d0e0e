"""Lets `python -m scorm_export` do what `scorm-export` does."""

import sys

from scorm_export.cli import main

sys.exit(main())
