"""A course as a web site: for any web server, or to be opened from a disk. Nothing is reported to anybody.

Served over HTTPS it can be installed as an app (W3C Web Application Manifest), and is played without a network.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from scorm_export.formats.recordings import RECORDINGS, suffix_of
from scorm_export.outputs.manifest import Manifest
from scorm_export.outputs.target import Target
from scorm_export.page.options import PlayerOptions
from scorm_export.resources import player, read_text

NAME = "web"
APP_MANIFEST, WORKER, ICON = "app.webmanifest", "sw.js", "icon.svg"


def _control_files(manifest: Manifest, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    icon = read_text("page", "icon.svg")
    app = {
        "name": manifest.title,
        "lang": manifest.language,
        "start_url": "index.html",
        "scope": "./",
        "id": f"./{manifest.id}",
        "display": "standalone",
        "icons": [{"src": ICON, "sizes": "any", "type": "image/svg+xml"}],
    }
    made = {APP_MANIFEST: json.dumps(app, ensure_ascii=False, indent=1).encode(), ICON: icon.encode()}
    return {**made, WORKER: _worker(manifest.id, {**files, **made})}


def _worker(id_: str, files: Mapping[str, bytes]) -> bytes:
    """Return the service worker, with the files that it keeps and a name for them that differs for each edition."""
    total = hashlib.sha256()
    for name, data in sorted(files.items()):
        total.update(f"{name}\0{hashlib.sha256(data).hexdigest()}\n".encode())
    # A recording is as large as all the rest, and browsers ask for a part of it, which a worker cannot give.
    kept = sorted(name for name in files if suffix_of(name) not in RECORDINGS)
    values = {"FILES": ["./", *kept], "COURSE": f"scorm-export/{id_}/", "EDITION": total.hexdigest()[:16]}
    constants = "".join(f"const {name}={json.dumps(value)};" for name, value in values.items())
    return f"{constants}\n{player('worker-web.js')}".encode()


TARGET = Target(
    name=NAME,
    suffix=f"-{NAME}",
    player=PlayerOptions(
        script=NAME, connect_sources=("'none'",), app_manifest=APP_MANIFEST, icon=ICON, has_worker=True
    ),
    control_files=_control_files,
    limits=(),
    items=False,
)
