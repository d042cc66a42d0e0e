"""A course as a web site: kept on the device, installable, and played without a network."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from building import SMALL, build, build_packages, edited, replace
from playwright.sync_api import BrowserContext, Page
from steps import PASS_FIRST, Step, do
from trainee import Trainee
from waiting import until


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, and says nothing of it."""

    def end_headers(self) -> None:
        # Two editions of a file within one second have the same date, by which a browser would keep the first.
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name in the library)
        pass


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A web server for an empty folder: the folder, and the address."""
    folder = tmp_path / "site"
    folder.mkdir()
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield folder, f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def put(folder: Path, root: Path) -> None:
    """Unpack the package of a course into the folder."""
    for name, data in build(root, "web").files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


CONTROLLED = "() => navigator.serviceWorker.controller"

REPLACED = """async text => {
  const worker = navigator.serviceWorker;
  const isReplaced = async () => {
    const { active, installing, waiting } = await worker.ready;
    if (installing || waiting || active.state !== "activated" || worker.controller !== active) return false;
    const kept = await caches.match("index.html");
    return (await caches.keys()).length === 1 && (await kept.text()).includes(text);
  };
  const end = performance.now() + 20_000;
  while (!(await isReplaced())) {
    if (performance.now() > end) throw new Error("the old edition stays");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}"""
"""Waits until a new service worker has taken over, and keeps a page with a text and nothing else."""


def test_progress_is_kept_on_the_device(page: Page, site: tuple[Path, str]) -> None:
    folder, address = site
    put(folder, SMALL)
    page.goto(address)
    trainee = Trainee(page)
    assert "Your progress is kept in this browser" in trainee.see("#player_notice").inner_text()
    assert trainee.see("#player_saving .save-state").inner_text() == "Kept on this device"
    do(page, *PASS_FIRST)
    page.goto(address)
    assert "Passed with 100%" in trainee.see('.card[href="#first"]').inner_text()


def test_course_is_played_without_a_network(device: BrowserContext, site: tuple[Path, str]) -> None:
    folder, address = site
    put(folder, SMALL)
    page = device.new_page()
    page.goto(address)
    until(page, CONTROLLED)
    device.set_offline(True)
    page.goto(f"{address}?again#first/begin")
    trainee = Trainee(page)
    image = page.locator("article img:visible").first
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    do(page, *PASS_FIRST)
    page.reload()
    page.evaluate("location.hash = 'home'")
    assert "Passed with 100%" in trainee.see('.card[href="#first"]').inner_text()


def test_new_edition_takes_the_place_of_the_old_one(
    device: BrowserContext, site: tuple[Path, str], tmp_path: Path
) -> None:
    folder, address = site
    put(folder, SMALL)
    page = device.new_page()
    page.goto(address)
    until(page, CONTROLLED)
    do(page, Step("first/begin"))
    replacing = edited(
        SMALL,
        tmp_path,
        lambda root: replace(root / "course" / "course.yaml", "title: A small course", "title: The small course"),
    )
    put(folder, replacing)
    page.goto(address)
    page.evaluate("async () => { await (await navigator.serviceWorker.ready).update() }")
    page.evaluate(REPLACED, "<title>The small course</title>")
    page.goto(f"{address}#home")
    page.reload()
    assert page.title().endswith("The small course")
    assert "Passed" not in Trainee(page).see('.card[href="#first"]').inner_text()
    assert "Begun" in Trainee(page).see('.card[href="#first"]').inner_text()


def test_site_is_opened_from_a_disk(page: Page, tmp_path: Path) -> None:
    put(tmp_path, SMALL)
    page.goto((tmp_path / "index.html").as_uri())
    assert "Your progress is kept in this browser" in Trainee(page).see("#player_notice").inner_text()
    do(page, *PASS_FIRST)
    page.reload()
    page.evaluate("location.hash = 'home'")
    assert "Passed with 100%" in Trainee(page).see('.card[href="#first"]').inner_text()


def test_manifest_names_what_an_installed_app_needs() -> None:
    """By the Web Application Manifest; nothing in it leads out of the folder."""
    (package,) = build_packages(SMALL, "web", "course")
    manifest = json.loads(package.files["app.webmanifest"])
    assert (manifest["name"], manifest["lang"], manifest["display"]) == ("A small course", "en", "standalone")
    assert manifest["start_url"] in package.files
    assert all(icon["src"] in package.files for icon in manifest["icons"])
    page = package.files["index.html"].decode()
    assert '<link rel="manifest" href="app.webmanifest">' in page
    assert "imsmanifest.xml" not in package.files


def test_service_worker_keeps_every_file_of_the_package() -> None:
    (package,) = build_packages(SMALL, "web", "course")
    first, _, _ = package.files["sw.js"].decode().partition(";")
    listed = json.loads(first.removeprefix("const FILES="))
    assert sorted(listed) == sorted(["./", *(name for name in package.files if name != "sw.js")])
