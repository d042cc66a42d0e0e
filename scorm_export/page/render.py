"""A course as one HTML page that contains its style, script, text and drawings.

Without the script it is a document to read in order; the script turns it into a course of pages and quizzes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from typing import cast

from jinja2 import Environment
from markupsafe import Markup

from scorm_export.course.model import Course
from scorm_export.formats.languages import counted, direction
from scorm_export.page.environment import new_environment
from scorm_export.page.options import PlayerOptions
from scorm_export.page.payload import payload_json
from scorm_export.page.texts import Texts, Where
from scorm_export.questions.base import LONGEST_TYPED
from scorm_export.resources import player, words


def render(course: Course, options: PlayerOptions) -> str:
    """Return the launch page of the course."""
    style, fallback, script = player("player.css"), player("fallback.js"), player(f"{options.script}.js")
    environment = _environment(course)
    styles = [style, *_theme_styles(course, environment)]
    return environment.get_template("course.html.j2").render(
        course=course,
        policy=content_policy(styles, [fallback, script], options, course),
        options=options,
        styles=[Markup(each) for each in styles],
        fallback=Markup(fallback),
        script=Markup(script),
        payload=Markup(payload_json(course, words(course.locale, "player"), describes=options.describes)),
    )


def _theme_styles(course: Course, environment: Environment) -> Iterator[str]:
    """Yield what the course changes of the player's style."""
    if theme := course.theme:
        # Here, because a course without a look of its own needs nothing of it.
        from scorm_export.formats.theme import dark_accent, own_colours

        dark = theme.accent_dark or (dark_accent(theme.accent) if theme.accent else None)
        yield environment.get_template("theme.css.j2").render(
            theme=theme,
            light=own_colours(theme.accent, "light") if theme.accent else {},
            dark=own_colours(dark, "dark") if dark else {},
        )


def make_texts(course: Course) -> Texts:
    """Return what renders the texts of the course."""
    return cast(Texts, _environment(course).globals["texts"])


def _environment(course: Course) -> Environment:
    """Return the templates, with what they need of the course."""
    environment = new_environment()
    texts = Texts(course, lambda path, **given: environment.get_template(path).render(**given))
    environment.filters.update(markdown=texts.markdown, spoken=texts.spoken)
    environment.globals.update(
        texts=texts,
        where_of=Where,
        words=words(course.locale, "page"),
        counted=lambda forms, number: counted(forms, number, course.language),
        direction=direction(course.language),
        longest_typed=LONGEST_TYPED,
    )
    return environment


def content_policy(styles: Sequence[str], scripts: Sequence[str], options: PlayerOptions, course: Course) -> str:
    """Return a content security policy (CSP level 3) that allows these styles and scripts and no others.

    Images and recordings may come from where the page came from, and so may what makes it an app; captions are data in
    the page. Frames may come from the sites that the course shows something of.
    """
    captions = " data:" if course.captions else ""
    media = [f"media-src 'self'{captions}"] if course.has_recordings else []
    frames = [f"frame-src {' '.join(course.frame_origins)}"] if course.frame_origins else []
    app = ["manifest-src 'self'"] if options.app_manifest else []
    worker = ["worker-src 'self'"] if options.has_worker else []
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(_hash_source, scripts))}",
            f"style-src {' '.join(map(_hash_source, styles))}",
            "img-src 'self'",
            *media,
            *frames,
            f"connect-src {' '.join(options.connect_sources)}",
            *app,
            *worker,
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash_source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
