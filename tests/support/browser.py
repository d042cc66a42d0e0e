"""The Chromium that the tests use. Run as a program, it tells whether it is there in both forms: exit code 0 or 1."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

SHELL = "chromium-headless-shell"
"""Chromium without windows, which takes a quarter less of the processor."""

WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

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


def find(playwright: Playwright, names: Sequence[str]) -> str | None:
    """Return the path of the first of these browsers that the system has, or else of the one that Playwright has."""
    system = next((path for path in map(shutil.which, names) if path), None)
    own = playwright.chromium.executable_path
    return system or (own if Path(own).exists() else None)


def find_any(playwright: Playwright) -> str | None:
    """Return the path of the browser for most tests."""
    return find(playwright, (SHELL, *WHOLE))


def launch(playwright: Playwright) -> Browser:
    """Start the browser. A test that needs one fails where there is none; it is never skipped."""
    return playwright.chromium.launch(executable_path=find_any(playwright), args=ARGUMENTS)


def launch_whole(playwright: Playwright, without: Sequence[str]) -> Browser:
    """Start a browser with a cache of pages to go back to, without some of Playwright's own arguments."""
    path = find(playwright, WHOLE)
    return playwright.chromium.launch(executable_path=path, args=ARGUMENTS, ignore_default_args=without)


if __name__ == "__main__":
    with sync_playwright() as started:
        sys.exit(0 if all(find(started, names) for names in ([SHELL], WHOLE)) else 1)
