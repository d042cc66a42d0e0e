"""At which steps a fault comes, and how the trainee leaves: the whole matrix, and a choice from it."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass

from faults import FAULTS, Fault
from steps import STEPS

OPENING = -1
"""The number of the step in which the course is opened."""

SEED = 11
TARGETS = ("scorm12", "scorm2004-4th")
"""The targets of the LMS that has the faults of the API: two standards, one script with two dialects."""


@dataclass(frozen=True)
class Case:
    """A fault comes at a step; then the trainee goes on, or leaves while it lasts and comes back."""

    at: int
    leaves: bool

    def __str__(self) -> str:
        return f"step {self.at}, {'left' if self.leaves else 'went on'}"


def ways(fault: Fault) -> tuple[bool, ...]:
    """Return how the trainee can go on. A fault that lasts is there at every step: only leaving can differ."""
    return (True,) if fault.lasts else (False, True)


def all_cases(fault: Fault) -> list[Case]:
    """Return every case of a fault."""
    first = OPENING if fault.call else 0
    return [Case(at, leaves) for at in range(first, len(STEPS)) for leaves in ways(fault)]


def chosen_cases(target: str, seed: int = SEED) -> dict[str, list[Case]]:
    """Return some cases of each fault, by its name: the same ones for the same seed.

    A choice by pairs: each fault with each standard, each step with each standard, and in SCORM 1.2 each fault and each
    step with each way of going on. Each step gets about as many faults as any other. This holds for the faults that
    last and for the others alike.
    """
    chance = random.Random(f"{seed} {target}")
    chosen: dict[str, list[Case]] = {}
    for lasts in (False, True):
        times: Counter[Case] = Counter()
        for number, fault in enumerate(fault for fault in FAULTS if fault.lasts is lasts):
            cases: list[Case] = []
            for leaves in ways(fault) if target == TARGETS[0] else [ways(fault)[number % len(ways(fault))]]:
                steps = {case.at for case in cases}
                left = [case for case in all_cases(fault) if case.leaves is leaves and case.at not in steps]
                # The opening comes first: not every fault can be there then.
                case = min(left, key=lambda case: (times[case], case.at != OPENING, chance.random()))
                times[case] += 1
                cases.append(case)
            chosen[fault.name] = cases
    return chosen
