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
CHOSEN_STEPS = 2
"""How many steps are chosen for a fault and a way of going on."""


@dataclass(frozen=True)
class Case:
    """A fault comes at a step; then the trainee goes on, or leaves while it lasts and comes back."""

    at: int
    leaves: bool

    def __str__(self) -> str:
        return f"step {self.at}, {'left' if self.leaves else 'went on'}"


def all_cases(fault: Fault) -> list[Case]:
    """Return every case of a fault. One that lasts is there at every step: only when the trainee leaves can differ."""
    ways = (True,) if fault.lasts else (False, True)
    first = OPENING if fault.call else 0
    return [Case(at, leaves) for at in range(first, len(STEPS)) for leaves in ways]


def chosen_cases(seed: int = SEED) -> dict[str, list[Case]]:
    """Return some cases of each fault, by its name: the same ones for the same seed.

    Each fault comes in each way at several steps, and each step gets about as many faults as any other, in each way.
    This holds for the faults that last and for the others alike.
    """
    chance = random.Random(seed)
    chosen: dict[str, list[Case]] = {}
    for lasts in (False, True):
        times: Counter[Case] = Counter()
        for fault in (fault for fault in FAULTS if fault.lasts is lasts):
            cases: list[Case] = []
            for leaves in (True,) if lasts else (False, True):
                for _ in range(CHOSEN_STEPS):
                    steps = {case.at for case in cases}
                    left = [case for case in all_cases(fault) if case.leaves is leaves and case.at not in steps]
                    # The opening comes first: not every fault can be there then.
                    case = min(left, key=lambda case: (times[case], case.at != OPENING, chance.random()))
                    times[case] += 1
                    cases.append(case)
            chosen[fault.name] = cases
    return chosen
