"""How many syllables words have, by the hyphenation patterns of its language."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from scorm_export import cache
from scorm_export.resources import languages

if TYPE_CHECKING:
    from pyphen import Pyphen

MOST_KEPT = 50_000
"""How many words of a language are kept for later runs: those of a few hundred modules, in about 600 kB."""


class _Counts(dict[str, int]):
    """The number of syllables of words in one language, each counted once. Starts with the counts of earlier runs."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._entry = f"syllables-{language}"
        kept = cache.read(self._entry, cache.installed("pyphen"))
        super().__init__(json.loads(kept) if kept else {})
        self._kept = len(self)

    def __missing__(self, word: str) -> int:
        self[word] = len(self._patterns.positions(word)) + 1
        return self[word]

    def keep(self) -> None:
        if self._kept < len(self) <= MOST_KEPT:
            cache.write(self._entry, cache.installed("pyphen"), json.dumps(self).encode())
            self._kept = len(self)

    @cached_property
    def _patterns(self) -> Pyphen:
        # Here, because loading takes 0.1 s and is not needed when every word has been counted before.
        from pyphen import Pyphen, language_fallback

        # A syllable may be a single letter, also where a hyphen would not be put.
        return Pyphen(lang=language_fallback(self._language), left=1, right=1)


_counts: dict[str, _Counts] = {}


def knows_syllables(language: str) -> bool:
    """Tell whether there are hyphenation patterns of a language, by its BCP 47 tag."""
    if language in languages():
        return True
    # Here, because importing it takes 0.03 s, and those of the program all have them.
    from pyphen import language_fallback

    return language_fallback(language) is not None


def count_syllables(words: Iterable[str], language: str) -> int:
    """Return in how many parts the words can be hyphenated, which is close to their number of syllables."""
    if language not in _counts:
        _counts[language] = _Counts(language)
    return sum(map(_counts[language].__getitem__, words))


def keep_counts() -> None:
    """Keep the counts of this run for later ones. Without this call they are computed again, with the same result."""
    for counts in _counts.values():
        counts.keep()
