"""The Node.js that the tests use: the one installed with their other dependencies."""

from __future__ import annotations

import sys
from pathlib import Path

NODE = str(Path(sys.executable).parent / "node")
