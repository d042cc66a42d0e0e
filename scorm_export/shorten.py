"""A short script: names, spaces and comments that only its authors need do not travel to every trainee's phone.

A name gets the same short one wherever it stands, so that it does not matter which scope it is from. Properties keep
their names, and so does whatever the browser gives.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterator
from itertools import count, islice, product

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

_PARSER = Parser(Language(tree_sitter_javascript.language()))

_SHORTHAND = "shorthand_property_identifier"
_NAMES = ("identifier", _SHORTHAND, f"{_SHORTHAND}_pattern")

_SCOPES = (
    "program",
    "statement_block",
    "function_declaration",
    "function_expression",
    "arrow_function",
    "method_definition",
    "for_statement",
    "for_in_statement",
    "catch_clause",
    "class_declaration",
)

_DECLARING = {
    ("function_declaration", "name"),
    ("class_declaration", "name"),
    ("variable_declarator", "name"),
    ("arrow_function", "parameter"),
    ("pair_pattern", "value"),
    ("assignment_pattern", "left"),
    ("for_in_statement", "left"),
    ("catch_clause", "parameter"),
}
"""Where a name is declared: the node around it, and which part of that it is (grammar of tree-sitter-javascript)."""

_ENDED = (
    "expression_statement",
    "lexical_declaration",
    "variable_declaration",
    "return_statement",
    "throw_statement",
    "break_statement",
    "continue_statement",
)
"""What a semicolon ends. Without one the end of the line would, and lines go."""

_WOULD_JOIN = re.compile(rb"[\w$]{2}|\+\+|--|//|/\*|<!")
"""The end of one part and the beginning of the next that need a space, so that they do not become another part."""


def shorten(script: str) -> str:
    """Return a script that does the same with short names, and without comments and spaces.

    Raises ValueError when the script is not JavaScript, or leaves out a semicolon.
    """
    source = script.encode()
    root = _PARSER.parse(source).root_node
    if root.has_error:
        raise ValueError("this is not JavaScript")
    short = _short(root)
    leaves = [*_leaves(root)]
    parts: list[bytes] = []
    end = 0
    for leaf, after in zip(leaves, [*leaves[1:], root], strict=True):
        text = short.get(leaf.start_byte, _needed(leaf, after))
        if not text:
            continue
        if parts and leaf.start_byte > end and _WOULD_JOIN.fullmatch(parts[-1][-1:] + text[:1]):
            parts.append(b" ")
        parts.append(text)
        end = leaf.end_byte
    return b"".join(parts).decode()


def _short(root: Node) -> dict[int, bytes]:
    """Return what stands for each name of the script's own, by where it begins."""
    names = sorted(_names(root), key=lambda node: node.start_byte)
    declared = {(_text(node), _scope(node)) for node in names if _declares(node)}
    given = {_text(node) for node in names if not _is_declared(node, declared)}
    used = Counter(_text(node) for node in names if _text(node) not in given)
    fresh = (name for name in _short_names() if name not in given and name not in _RESERVED)
    short = {name: next(fresh) for name, _ in used.most_common()}
    # In { name } it is a property as well, which keeps its name.
    return {
        node.start_byte: (short[name] if node.type == "identifier" else f"{name}:{short[name]}").encode()
        for node in names
        if (name := _text(node)) in short
    }


def _leaves(node: Node) -> Iterator[Node]:
    """Yield the smallest parts of a script in their order, but no comment."""
    if node.type == "comment":
        return
    if node.type in _ENDED and node.children[-1].type != ";":
        raise ValueError(f"line {node.end_point.row + 1}: a semicolon is missing")
    if not node.children:
        yield node
    for child in node.children:
        yield from _leaves(child)


def _needed(leaf: Node, after: Node) -> bytes:
    """Return what must stand for a part that is no name of the script's own."""
    around = next(_around(leaf), leaf)
    # The last comma of a list, the last semicolon of a block, what is around the only name of an arrow function.
    if leaf.type == "," and after.type in (")", "]", "}"):
        return b""
    if leaf.type == ";" and after.type == "}" and around.type != "empty_statement":
        return b""
    if leaf.type in ("(", ")") and _is_one_name(around):
        return b""
    # A declaration goes on with the one that follows.
    if leaf.type == ";" and _are_declarations(around, _beside(around, "next_sibling")):
        return b","
    if leaf.type in ("const", "let"):
        return b"" if _are_declarations(around, _beside(around, "prev_sibling")) else b"let"
    return leaf.text or b""


def _is_one_name(node: Node) -> bool:
    """Tell whether these are the parameters of an arrow function, and only one name."""
    arrow = next(_around(node), node).type == "arrow_function"
    return arrow and node.type == "formal_parameters" and [each.type for each in node.named_children] == ["identifier"]


def _are_declarations(one: Node, other: Node | None) -> bool:
    return other is not None and one.type == other.type == "lexical_declaration"


def _beside(node: Node, side: str) -> Node | None:
    """Return what stands next to a node, but for comments."""
    beside: Node | None = getattr(node, side)
    return _beside(beside, side) if beside is not None and beside.type == "comment" else beside


_RESERVED = ("as", "do", "if", "in", "is", "of")


def _short_names() -> Iterator[str]:
    for length in count(1):
        yield from ("".join(letters) for letters in product(string.ascii_letters, repeat=length))


def _names(node: Node) -> Iterator[Node]:
    if node.type in _NAMES:
        yield node
    for child in node.children:
        yield from _names(child)


def _text(node: Node) -> str:
    assert node.text is not None
    return node.text.decode()


def _around(node: Node) -> Iterator[Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def _declares(node: Node) -> bool:
    around = next(_around(node))
    if node.type == f"{_SHORTHAND}_pattern" or around.type in ("formal_parameters", "array_pattern", "rest_pattern"):
        return True
    return any(around.type == kind and around.child_by_field_name(part) == node for kind, part in _DECLARING)


def _scope(node: Node) -> int:
    """Return the id of the scope in which a declared name can be used; a function's own name stands around it."""
    around = next(_around(node))
    own = around.type in ("function_declaration", "class_declaration")
    scopes = (each.id for each in _around(node) if each.type in _SCOPES)
    return next(islice(scopes, int(own), None))


def _is_declared(node: Node, declared: set[tuple[str, int]]) -> bool:
    return any((_text(node), each.id) in declared for each in _around(node))
