"""Makes the picture of the README: the course on a phone, three places side by side."""

from __future__ import annotations

import base64

import browser as chromium
from building import REPOSITORY, build
from lms.server import LmsServer
from playwright.sync_api import sync_playwright
from trainee import Trainee

from scorm_export.package import zip_bytes

FRAME = {"width": 367, "height": 666}
PICTURE = REPOSITORY / "docs" / "player.png"


def shots() -> list[bytes]:
    """Return pictures of the course home, a page, and a question that was answered, within an LMS."""
    course = build(REPOSITORY)
    pictures = []
    with sync_playwright() as playwright, LmsServer(zip_bytes(course)) as lms:
        page = chromium.launch(playwright).new_page(viewport=FRAME)  # type: ignore[arg-type]
        trainee = Trainee(lms.launch(page))
        pictures.append(page.screenshot())
        trainee.go("#player_continue")
        trainee.go(".button.begin")
        pictures.append(page.screenshot())
        trainee.frame.evaluate("location.hash = document.querySelector('a[href$=\"/quiz\"]').hash")
        trainee.see("form .option").first.click()
        trainee.see("form .check").click()
        trainee.see("form .feedback .verdict").wait_for()
        pictures.append(page.screenshot())
        lms.close(page)
    return pictures


def side_by_side(pictures: list[bytes]) -> bytes:
    """Return one picture of several."""
    images = "".join(
        f'<img src="data:image/png;base64,{base64.b64encode(each).decode()}" style="border:1px solid #bbb">'
        for each in pictures
    )
    with sync_playwright() as playwright:
        page = chromium.launch(playwright).new_page(viewport={"width": 1200, "height": 720})
        page.set_content(f'<body style="margin:0;display:inline-flex;gap:16px;padding:8px;background:#fff">{images}')
        return page.locator("body").screenshot()


if __name__ == "__main__":
    PICTURE.write_bytes(side_by_side(shots()))
