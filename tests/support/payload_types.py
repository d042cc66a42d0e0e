"""Writes player/payload.d.ts: the classes of page/payload.py as TypeScript, with their docstrings.

python tests/support/payload_types.py
"""

from __future__ import annotations

import ast
import itertools
import textwrap
from collections.abc import Iterator

from building import REPOSITORY

PACKAGE = REPOSITORY / "scorm_export"
SOURCES = (PACKAGE / "questions" / "base.py", PACKAGE / "page" / "payload.py")
TYPES = PACKAGE / "player" / "payload.d.ts"

HEAD = "/** What the page tells the player. `make player` writes this file from `page/payload.py`. */\n"

PLAIN = {"str": "string", "bool": "boolean", "int": "number", "None": "null"}


def typescript() -> str:
    """Return the contract as TypeScript."""
    return "\n".join([HEAD, *_declarations()])


def _declarations() -> Iterator[str]:
    for source in SOURCES:
        tree = ast.parse(source.read_text(encoding="utf-8"))
        documented = dict(_documented(tree))
        for node in tree.body:
            if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias" and node.value:
                if ast.unparse(node.value).startswith("Literal"):
                    yield _comment(documented.get(node.lineno), "") + f"export type {_alias(node)};\n"
            elif isinstance(node, ast.ClassDef) and _is_typed_dict(node):
                yield _interface(node)


def _documented(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the line of each declaration that a string follows, and that string."""
    body = getattr(node, "body", [])
    for declared, following in itertools.pairwise(body):
        if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
            yield declared.lineno, str(following.value.value)


def _is_typed_dict(node: ast.ClassDef) -> bool:
    names = [ast.unparse(base) for base in node.bases]
    return any(name == "TypedDict" or name.endswith(("Payload", "Fields")) for name in names)


def _alias(node: ast.AnnAssign) -> str:
    assert isinstance(node.value, ast.Subscript)
    return f"{ast.unparse(node.target)} = {_type(node.value)}"


def _interface(node: ast.ClassDef) -> str:
    bases = [_name(ast.unparse(base)) for base in node.bases if ast.unparse(base) != "TypedDict"]
    optional = "?" if any(keyword.arg == "total" for keyword in node.keywords) else ""
    documented = dict(_documented(node))
    extends = f" extends {', '.join(bases)}" if bases else ""
    lines = [_comment(ast.get_docstring(node), "") + f"export interface {_name(node.name)}{extends} {{\n"]
    for field in (each for each in node.body if isinstance(each, ast.AnnAssign)):
        declared = f"  {ast.unparse(field.target)}{optional}: {_type(field.annotation)};\n"
        lines.append(_comment(documented.get(field.lineno), "  ") + declared)
    return "".join([*lines, "}\n"])


def _name(name: str) -> str:
    return name.removesuffix("Payload") or name


def _type(node: ast.expr) -> str:
    """Return an annotation as a type of TypeScript."""
    match node:
        case ast.Constant(value=None):
            return "null"
        case ast.Name(id=name):
            return PLAIN.get(name) or _name(name)
        case ast.BinOp(left=left, right=right):
            return f"{_type(left)} | {_type(right)}"
        case ast.Subscript(value=ast.Name(id="Literal"), slice=ast.Tuple(elts=values)):
            return " | ".join(ast.unparse(value).replace("'", '"') for value in values)
        case ast.Subscript(value=ast.Name(id="list"), slice=item):
            return f"{_type(item)}[]"
        case ast.Subscript(value=ast.Name(id="dict"), slice=ast.Tuple(elts=[key, value])):
            return f"Record<{_type(key)}, {_type(value)}>"
    raise ValueError(f"no type of TypeScript for {ast.unparse(node)}")


def _comment(text: str | None, indent: str) -> str:
    if not text:
        return ""
    if "\n" not in text:
        return f"{indent}/** {text} */\n"
    lines = textwrap.dedent(text).strip().split("\n")
    return "".join([f"{indent}/**\n", *(f"{indent} * {line}".rstrip() + "\n" for line in lines), f"{indent} */\n"])


if __name__ == "__main__":
    TYPES.write_text(typescript(), encoding="utf-8")
