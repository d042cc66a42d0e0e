"""What each step of a build costs, in one process, for a course of any size. A program of its own.

A package of SCORM 1.2 cannot hold more than about a dozen modules, so a larger course is loaded, checked, resolved and
rendered here without being zipped. The argument is the root of the course. Each step writes a line of JSON when it is
done, so that the steps before one that takes too long are known.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from scorm_export.authoring.content import read_content
from scorm_export.authoring.load import load
from scorm_export.checks import check
from scorm_export.course.resolve import resolve
from scorm_export.outputs import DEFAULT_OUTPUT, OUTPUTS
from scorm_export.outputs.output import Options

T = TypeVar("T")

KIBIBYTE = 1024


def measured(name: str, step: Callable[[], T]) -> T:
    """Do a step and write what it cost: CPU seconds, and the peak memory of the process so far, in bytes."""
    began = time.process_time()
    made = step()
    cost = {
        "step": name,
        "cpu": time.process_time() - began,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIBIBYTE,
    }
    print(json.dumps(cost), flush=True)
    return made


def main(root: Path) -> None:
    # As the command line does.
    gc.disable()
    project, problems = measured("load", lambda: load(read_content(root)))
    problems += measured("check", lambda: check(project))
    if problems:
        sys.exit(f"the course in {root} has problems: {problems[:5]}")
    course = measured("resolve", lambda: resolve(project))
    output = OUTPUTS[DEFAULT_OUTPUT]
    planned = output.plan(course, Options())
    measured("render", lambda: [output.make(each) for each in planned])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
