"""The kinds of question, one file each, in the table `KINDS`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from scorm_export.questions.base import Question
from scorm_export.questions.cloze import Cloze
from scorm_export.questions.fill_in import FillIn
from scorm_export.questions.likert import Likert
from scorm_export.questions.matching import Matching
from scorm_export.questions.multiple_response import MultipleResponse
from scorm_export.questions.numeric import Numeric
from scorm_export.questions.ordering import Ordering
from scorm_export.questions.single_choice import SingleChoice
from scorm_export.questions.true_false import TrueFalse

# Imported only to validate; see `formats/fields.py`.
if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

__all__ = ["KINDS", "AnyQuestion", "Question"]

KINDS: dict[str, type[Question]] = {
    "single-choice": SingleChoice,
    "multiple-response": MultipleResponse,
    "true-false": TrueFalse,
    "likert": Likert,
    "matching": Matching,
    "ordering": Ordering,
    "cloze": Cloze,
    "numeric": Numeric,
    "fill-in": FillIn,
}
"""Every kind of question, by its name in a quiz file."""


class _AnyKind:
    """Makes pydantic read a question as the kind that it names, looked up in the table."""

    def __get_pydantic_core_schema__(self, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core.core_schema import tagged_union_schema

        kinds: dict[Any, CoreSchema] = {name: handler.generate_schema(kind) for name, kind in KINDS.items()}
        return tagged_union_schema(kinds, discriminator="kind")


AnyQuestion = Annotated[Question, _AnyKind()]
"""A question of one of the kinds."""
