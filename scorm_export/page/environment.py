"""The templates of the page: how they are found, and how what they compile to is kept."""

from __future__ import annotations

from jinja2 import BytecodeCache, Environment, FunctionLoader, StrictUndefined
from jinja2.bccache import Bucket

from scorm_export import cache
from scorm_export.resources import read_text


class _Compiled(BytecodeCache):
    """Compiled templates in the user's cache folder. Compiling them takes as long as rendering a course."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the bucket what an earlier run has compiled from the same source, if that was kept."""
        code = cache.read(_entry(bucket), _key(bucket))
        if code:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what has been compiled."""
        cache.write(_entry(bucket), _key(bucket), bucket.bytecode_to_string())


def new_environment() -> Environment:
    """Return an environment for the templates, which escapes HTML and does not allow undefined names."""
    return Environment(
        loader=FunctionLoader(lambda name: read_text("page", "templates", *name.split("/"))),
        autoescape=True,
        extensions=["jinja2.ext.do"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_Compiled(),
    )


def _entry(bucket: Bucket) -> str:
    # Jinja's key is a hash of the template's name.
    return f"template-{bucket.key}"


def _key(bucket: Bucket) -> str:
    # Jinja's checksum is a hash of the template's source. What it compiles to depends on the options in this file too.
    return f"{cache.installed('jinja2')} {cache.installed(__name__)} {bucket.checksum}"
