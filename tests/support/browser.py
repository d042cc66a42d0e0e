"""The Chromium that the tests use. Run as a program, it tells whether there is one: exit code 0 or 1."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
"""The first is Chromium without windows: it takes a quarter less of the processor."""

FEATURES_OFF = [
    # Each window would load two pages of the address bar, and each page start a second process to have one ready.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "SpareRendererForSitePerProcess",
    # Those that Playwright switches off: of two such switches only the last one counts.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
]

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    # One process less to talk to.
    "--in-process-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    f"--disable-features={','.join(FEATURES_OFF)}",
]


def find(playwright: Playwright) -> str | None:
    """Return the path of the system's Chromium, or else of the one that Playwright has installed."""
    system = next((path for path in map(shutil.which, NAMES) if path), None)
    own = playwright.chromium.executable_path
    return system or (own if Path(own).exists() else None)


def launch(playwright: Playwright, without: Sequence[str] = ()) -> Browser:
    """Start the browser, without some of Playwright's own arguments.

    A test that needs one fails where there is none; it is never skipped.
    """
    return playwright.chromium.launch(executable_path=find(playwright), args=ARGUMENTS, ignore_default_args=without)


if __name__ == "__main__":
    with sync_playwright() as started:
        sys.exit(0 if find(started) else 1)
