"""What is known of a language by its tag: which way it is written, and how it counts.

Both are from Unicode's CLDR: the script that each language is mostly written in (likely subtags), and its plural rules
for cardinal numbers. Tests compare them with the CLDR of a browser's engine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal

Direction = Literal["ltr", "rtl"]

_RIGHT_TO_LEFT = frozenset(
    [
        *("ar", "arc", "ars", "ary", "arz", "azb", "bal", "bqi", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "ks"),
        *("lrc", "mzn", "nqo", "pnb", "ps", "sd", "sdh", "skr", "syr", "ug", "ur", "yi"),
    ]
)
"""Languages that are mostly written from right to left."""

_RIGHT_TO_LEFT_SCRIPTS = frozenset(["adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"])
"""Scripts that are written from right to left, by their ISO 15924 codes in small letters."""


def direction(language: str) -> Direction:
    """Return which way a language is written, by its BCP 47 tag; a script in the tag (`az-Arab`) decides."""
    base, *rest = language.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    is_right_to_left = script in _RIGHT_TO_LEFT_SCRIPTS if script else base in _RIGHT_TO_LEFT
    return "rtl" if is_right_to_left else "ltr"


Category = Literal["zero", "one", "two", "few", "many", "other"]

CATEGORIES: tuple[Category, ...] = ("zero", "one", "two", "few", "many", "other")
"""The forms that a word can have beside a number. No language has a form for each; every language has `other`."""

_HIGHEST = 1000
"""Up to which number it is looked which forms a language has. What is counted in a course stays far below."""


def plural_category(language: str, number: int) -> Category:
    """Return which form of a word stands beside a whole number below a million, in a language by its BCP 47 tag."""
    return _RULES.get(language.split("-")[0].lower(), _one)(number)


@cache
def plural_categories(language: str) -> Mapping[Category, int | None]:
    """Return the forms that a language has, in the order of `CATEGORIES`.

    With each, the one number from 1 on that it is for; None when it is for several, so that its text has to tell the
    number. A form that is only for 0 is left out.
    """
    numbers: dict[Category, list[int]] = {}
    for number in range(1, _HIGHEST + 1):
        numbers.setdefault(plural_category(language, number), []).append(number)
    found = {name: numbers[name] for name in CATEGORIES if name in numbers}
    return {name: listed[0] if len(listed) == 1 and name != "other" else None for name, listed in found.items()}


def counted(forms: Mapping[str, str] | str, number: int, language: str) -> str:
    """Return a text with a number filled in, in the form that the language has for it; a text has one form for all."""
    form = forms if isinstance(forms, str) else forms.get(plural_category(language, number)) or forms["other"]
    return form.format(number)


def _one(n: int) -> Category:
    return "one" if n == 1 else "other"


def _none(_: int) -> Category:
    return "other"


def _zero_with_one(n: int) -> Category:
    return "one" if n <= 1 else "other"


def _zero_one(n: int) -> Category:
    return "zero" if n == 0 else _one(n)


def _two(n: int) -> Category:
    return "two" if n == 2 else _one(n)


def _few_is_between(n: int, first: int, last: int) -> bool:
    """Tell whether the last digit of a number is one of these, but not in 11 to 19."""
    return first <= n % 10 <= last and not 11 <= n % 100 <= 19


def _east_slavic(n: int) -> Category:
    return "one" if _few_is_between(n, 1, 1) else "few" if _few_is_between(n, 2, 4) else "many"


def _south_slavic(n: int) -> Category:
    found = _east_slavic(n)
    return "other" if found == "many" else found


def _polish(n: int) -> Category:
    return "one" if n == 1 else "few" if _few_is_between(n, 2, 4) else "many"


def _czech(n: int) -> Category:
    return "few" if 2 <= n <= 4 else _one(n)


def _slovenian(n: int) -> Category:
    last = n % 100
    return "one" if last == 1 else "two" if last == 2 else "few" if last in (3, 4) else "other"


def _lithuanian(n: int) -> Category:
    return "one" if _few_is_between(n, 1, 1) else "few" if _few_is_between(n, 2, 9) else "other"


def _latvian(n: int) -> Category:
    return "zero" if n % 10 == 0 or 11 <= n % 100 <= 19 else "one" if n % 10 == 1 else "other"


def _icelandic(n: int) -> Category:
    return "one" if n % 10 == 1 and n % 100 != 11 else "other"


def _romanian(n: int) -> Category:
    return "one" if n == 1 else "few" if n == 0 or 1 <= n % 100 <= 19 else "other"


def _filipino(n: int) -> Category:
    return "other" if n % 10 in (4, 6, 9) else "one"


def _arabic(n: int) -> Category:
    if n <= 2:
        return CATEGORIES[n]
    return "few" if 3 <= n % 100 <= 10 else "many" if n % 100 >= 11 else "other"


def _maltese(n: int) -> Category:
    if n in (1, 2):
        return CATEGORIES[n]
    return "few" if n == 0 or 3 <= n % 100 <= 10 else "many" if 11 <= n % 100 <= 19 else "other"


def _welsh(n: int) -> Category:
    return CATEGORIES[n] if n <= 3 else "many" if n == 6 else "other"


def _irish(n: int) -> Category:
    return "one" if n == 1 else "two" if n == 2 else "few" if 3 <= n <= 6 else "many" if 7 <= n <= 10 else "other"


def _scottish(n: int) -> Category:
    return "one" if n in (1, 11) else "two" if n in (2, 12) else "few" if 3 <= n <= 19 else "other"


def _breton(n: int) -> Category:
    if n % 100 // 10 in (1, 7, 9):
        return "other"
    endings: dict[int, Category] = {1: "one", 2: "two", 3: "few", 4: "few", 9: "few"}
    return endings.get(n % 10, "other")


_GROUPS: tuple[tuple[Callable[[int], Category], str], ...] = (
    (
        _none,
        "bm bo dz hnj id ig ii in ja jbo jv jw kde kea km ko lkt lo "
        "ms my nqo osa sah ses sg su th to tpi vi wo yo yue zh",
    ),
    (_zero_with_one, "ak am as bho bn csw doi fa ff fr gu guw hi hy kab kn kok ln mg nso pa pcm pt si ti wa zu"),
    (_zero_one, "blo cv ksh lag"),
    (_two, "he iu iw naq sat se sma smi smj smn sms"),
    (_east_slavic, "be ru uk"),
    (_south_slavic, "bs hr sh sr"),
    (_polish, "pl"),
    (_czech, "cs sk"),
    (_slovenian, "dsb hsb sl"),
    (_lithuanian, "lt"),
    (_latvian, "lv prg"),
    (_icelandic, "is mk"),
    (_romanian, "mo ro"),
    (_filipino, "ceb fil tl"),
    (_arabic, "ar ars"),
    (_maltese, "mt"),
    (_welsh, "cy"),
    (_irish, "ga"),
    (_scottish, "gd"),
    (_breton, "br"),
)
"""Rules of the languages that do not just tell 1 from all other numbers. For Cornish, Manx, Tachelhit, Samogitian and
Central Atlas Tamazight, whose rules are longer, there is none."""

_RULES = {language: rule for rule, languages in _GROUPS for language in languages.split()}
