"""The HTML of Markdown tokens: our headings, images, links, tables, terms, notes and formulas."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from typing import Any
from urllib.parse import quote

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup, escape

from scorm_export.course.terms import TERM
from scorm_export.formats.references import InCourse, InFiles, OnWeb, read_reference

HEADING_SHIFT = 2
"""The course has heading level 1, a module 2, a page 3: so a page's own headings begin at 4."""


def markdown_renderer() -> RendererHTML:
    """Return what renders the tokens of a text, given an environment.

    The environment has `texts` (`page/texts.py`), `where` the text is shown, and the `pattern` of what is marked in it;
    for a table also its `caption`, and whether the first cell of each row is its head (`row_heads`).
    """
    return _MarkdownHtml()


class _MarkdownHtml(RendererHTML):
    """Renders each type of token with the method of its name."""

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        texts, pattern, text = env["texts"], env["pattern"], tokens[idx].content
        return str(texts.marked(text, pattern) if pattern else texts.spoken(text))

    def term(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        token, texts = tokens[idx], env["texts"]
        return str(Markup('<dfn data-term="{}">{}</dfn>').format(token.meta[TERM], texts.spoken(token.content)))

    def span_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        return f"<span{env['texts'].language_attributes(str(tokens[idx].attrGet('lang')))}>"

    def heading_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        token = tokens[idx]
        return f'<h{int(token.tag[1:]) + HEADING_SHIFT} id="{env["where"].address}/{quote(token.meta["slug"])}">'

    def heading_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        return f"</h{int(tokens[idx].tag[1:]) + HEADING_SHIFT}>\n"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        token = tokens[idx]
        alt = self.renderInlineAsText(token.children, options, env)
        return str(env["texts"].image(str(token.attrGet("src")), alt, token.meta["number"], env["where"]))

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        target = str(tokens[idx].attrGet("href"))
        course = env["texts"].course
        match read_reference(env["where"].file, target):
            case OnWeb(url) if not url.lower().startswith("http"):
                # A mail or a call is begun by another program, and needs no tab of its own.
                return f'<a href="{escape(url)}">'
            case OnWeb(url):
                # Without an opener, the page that is opened cannot reach the course or the LMS around it.
                return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">'
            case InFiles(path, fragment) if path in course.addresses_by_file:
                part = f"/{quote(fragment)}" if fragment else ""
                return f'<a href="#{course.addresses_by_file[path]}{part}">'
            case InFiles(path, fragment) if path in course.assets:
                part = f"#{quote(fragment, '/?=&')}" if fragment else ""
                return f'<a href="{escape(path)}{escape(part)}" target="_blank" rel="noopener">'
            case InCourse(address) if address in course.addresses:
                return f'<a href="#{quote(address)}">'
            case InCourse(address) if address in env["where"].headings:
                return f'<a href="#{env["where"].address}/{quote(address)}">'
            case _:
                # It leads to a module that is in another package.
                env["unlinked"] = True
                return ""

    def link_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        return "" if env.pop("unlinked", False) else "</a>"

    def footnote_ref(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        number, nth = tokens[idx].meta["number"], tokens[idx].meta["nth"]
        address, label = env["where"].address, env["texts"].words["note_number"].format(number)
        link = Markup(
            '<sup><a class="note-ref" href="#{0}/note/{1}" id="{0}/note-ref/{1}.{2}" aria-label="{3}">{1}</a></sup>'
        )
        return str(link.format(address, number, nth, label))

    def task(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        if not tokens[idx].meta["is_done"]:
            return '<span class="task" aria-hidden="true">☐</span>'
        return f'<span class="task" role="img" aria-label="{escape(env["texts"].words["task_done"])}">☑</span>'

    def math_inline(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        return str(tokens[idx].meta["mathml"])

    math_inline_double = math_inline

    def math_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        return f'<div class="wide" tabindex="0">{tokens[idx].meta["mathml"]}</div>\n'

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        # Like a wide table, a long line scrolls by itself.
        return f'<pre class="wide" tabindex="0" dir="ltr"><code>{escape(tokens[idx].content)}</code></pre>\n'

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        return self._cell(tokens[idx])

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        return '<th scope="row">' if _heads_row(tokens, idx, env) else self._cell(tokens[idx])

    def td_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        # Between the beginning of a cell and its end there is one token: its text.
        return "</th>\n" if _heads_row(tokens, idx - 2, env) else "</td>\n"

    def _cell(self, token: Token) -> str:
        # The page's policy allows no style attributes, so an alignment becomes a class.
        style = str(token.attrGet("style") or "")
        return f'<{token.tag} class="{style.removeprefix("text-align:")}">' if style else f"<{token.tag}>"

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        # A wide table scrolls by itself, also by keyboard, so that the page never does.
        caption = env.get("caption")
        shown = f"<caption>{env['texts'].spoken(caption)}</caption>\n" if caption else ""
        return f'<div class="wide" tabindex="0"><table>\n{shown}'

    def table_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        return "</table></div>\n"


def _heads_row(tokens: Sequence[Token], idx: int, env: MutableMapping[str, Any]) -> bool:
    """Tell whether the cell that begins here is the head of its row."""
    return bool(env.get("row_heads")) and tokens[idx].type == "td_open" and tokens[idx - 1].type == "tr_open"
