"""What does not fit in a frame: a place that scrolls sideways, buttons too small to press, a title that is squeezed."""

from __future__ import annotations

from trainee import GO

NARROW, WIDE = (320, 568), (1280, 900)
FRAMES = [NARROW, (367, 666), (460, 744), (640, 320), (650, 666), (714, 666), WIDE]
"""Widths and heights: the narrowest phone, one held sideways, and the frames that an LMS gives (measured in Moodle)."""

TARGET = 44
"""Smallest height of what is pressed, in CSS pixels."""

TOO_SMALL = """least => [...document.querySelectorAll("a, button, summary, label.option")]
  .filter((e) => e.checkVisibility() && e.getClientRects().length)
  .filter((e) => !e.closest("article > p:not(.page-sources), .block p:not(.turn), .skip, figcaption, dfn"))
  .filter((e) => e.getBoundingClientRect().height < least)
  .map((e) => e.outerHTML.slice(0, 120))"""

MISFITS = f"""([addresses, least, narrowest]) => addresses.flatMap((address) => {{
  ({GO})(address);
  const {{ scrollWidth, clientWidth }} = document.documentElement;
  const title = [...document.querySelectorAll(".module-head h2")].find((each) => each.getClientRects().length);
  return [
    ...(scrollWidth > clientWidth ? ["it scrolls sideways"] : []),
    ...({TOO_SMALL})(least),
    ...(title?.getBoundingClientRect().width <= narrowest ? ["its title is squeezed"] : []),
  ].map((what) => `${{address}}: ${{what}}`);
}})"""
"""What does not fit at some places, one after the other."""
