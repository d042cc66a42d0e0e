"""A part of a course as a course of its own."""

from __future__ import annotations

from dataclasses import replace

from scorm_export.course.model import Course, Module
from scorm_export.course.referred import referred_files


def module_course(course: Course, module: Module, mark: str = "") -> Course:
    """Return a module as a whole course: with its own id and title, and what it uses of the course's lists and files.

    The id begins with that of the course and differs from that of every other part, so that the records of one never
    mix with those of another, neither in an LMS nor on a device. `mark` goes into it, so that the same module may be a
    course of its own in several ways.
    """
    sources = {source for page in module.pages for source in page.sources}
    terms = {term for page in module.pages for term in page.terms}
    shown, linked, captions = referred_files((module,), course.theme)
    images = {path: image for path, image in course.images.items() if path in shown}
    packed = linked | {image.path for image in images.values()}
    return replace(
        course,
        id=f"{course.id}-{mark}{module.id}",
        title=module.title,
        summary=module.summary,
        modules=(module,),
        sources=tuple(source for source in course.sources if source in sources),
        glossary=tuple(term for term in course.glossary if term in terms),
        assets={path: data for path, data in course.assets.items() if path in packed},
        images=images,
        drawings={path: data for path, data in course.drawings.items() if path in shown},
        captions={path: data for path, data in course.captions.items() if path in captions},
    )
