"""How many syllables a word has, by the hyphenation patterns of its language."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING

from scorm_export import cache

if TYPE_CHECKING:
    from pyphen import Pyphen

MOST_KEPT = 50_000
"""How many words of a language are kept for later runs: those of a few hundred modules, in about 600 kB."""


class _Counter:
    """Counts the syllables of words in one language, each word once. Starts with the counts of earlier runs."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._entry = f"syllables-{language}"
        kept = cache.read(self._entry, cache.installed("pyphen"))
        self._counts: dict[str, int] = json.loads(kept) if kept else {}
        self._kept = len(self._counts)

    def count(self, word: str) -> int:
        if word not in self._counts:
            self._counts[word] = len(self._patterns.positions(word)) + 1
        return self._counts[word]

    def keep(self) -> None:
        if self._kept < len(self._counts) <= MOST_KEPT:
            cache.write(self._entry, cache.installed("pyphen"), json.dumps(self._counts).encode())
            self._kept = len(self._counts)

    @cached_property
    def _patterns(self) -> Pyphen:
        # Here, because loading takes 0.1 s and is not needed when every word has been counted before.
        from pyphen import Pyphen, language_fallback

        # A syllable may be a single letter, also where a hyphen would not be put.
        return Pyphen(lang=language_fallback(self._language), left=1, right=1)


_counters: dict[str, _Counter] = {}


def count_syllables(word: str, language: str) -> int:
    """Return in how many parts the word can be hyphenated, which is close to its number of syllables."""
    if language not in _counters:
        _counters[language] = _Counter(language)
    return _counters[language].count(word)


def keep_counts() -> None:
    """Keep the counts of this run for later ones. Without this call they are computed again, with the same result."""
    for counter in _counters.values():
        counter.keep()
