"""What the page is made for: the part of a target that the page has to know."""

from __future__ import annotations

from typing import NamedTuple


class PlayerOptions(NamedTuple):
    """How the player runs in the page.

    `script` is the name of its entry script (`player/entries/`). `connect_sources` are the origins that it may send
    requests to, as sources of a content security policy (CSP level 3, section 2.3.1). `describes` says whether answers
    are reported with what was asked, in plain words. `returns` says whether an LMS may ask for a link back to it.
    `has_worker` says whether there is a service worker beside the page. `app_manifest` and `icon` are the paths of a
    web app manifest and of its icon, where the course can be installed as an app; empty where it cannot.
    """

    script: str
    connect_sources: tuple[str, ...]
    describes: bool = False
    returns: bool = False
    has_worker: bool = False
    app_manifest: str = ""
    icon: str = ""
