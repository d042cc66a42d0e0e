"""Rules of accessibility (WCAG 2.2, A and AA), run by axe-core over what a page shows."""

from __future__ import annotations

from building import REPOSITORY

AXE = (REPOSITORY / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
"""All rules whose result can differ between the light and the dark colours."""

Options = dict[str, object]

EVERYTHING: Options = {"runOnly": TAGS}
COLOURS: Options = {"runOnly": COLOUR_RULES}
"""What axe runs: all rules, or those of colours."""

RUN = """async ([within, options]) => {
  const unseen = [...document.querySelectorAll(".view[hidden], .module[hidden]")];
  const aside = unseen.map((part) => [part, [...part.childNodes]]);
  for (const part of unseen) part.replaceChildren();
  const { violations } = await axe.run(document.querySelector(within), {
    ...options,
    resultTypes: ["violations"],
    preload: false,
  });
  for (const [part, nodes] of aside.reverse()) part.replaceChildren(...nodes);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary]));
}"""
"""Runs the rules over what is shown. The other places of the course are set aside meanwhile: nobody meets them now, and
axe would walk through all of them. What it would load beforehand serves none of the rules that run here."""
