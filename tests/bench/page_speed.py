"""What the page of a course weighs, and how fast a slow phone opens it, turns its pages and marks its answers.

A program of its own. Arguments: the folder with the files of the package, the root of the course, and the number of
runs. It writes a JSON object.
"""

from __future__ import annotations

import gzip
import json
import re
import statistics
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import browser as chromium
import yaml
from lxml import etree
from playwright.sync_api import Browser, Page, sync_playwright

PHONE = {"width": 390, "height": 844}
SLOWDOWN = 4
"""How many times slower the processor of the phone is."""

NETWORK = {
    "offline": False,
    "latency": 150,  # milliseconds from a request to its answer
    "downloadThroughput": 1_600_000 / 8,  # bytes a second
    "uploadThroughput": 750_000 / 8,
}
"""The network of a phone: Lighthouse's "slow 4G"."""

NOSCRIPT = re.compile(r"</?noscript[^>]*>")
SCRIPT, STYLE = re.compile(r"<script[^>]*>(.*?)</script>", re.DOTALL), re.compile(r"<style>(.*?)</style>", re.DOTALL)

OBSERVE = """
  globalThis.benchTasks = [];
  new PerformanceObserver((list) => globalThis.benchTasks.push(...list.getEntries().map((task) => task.duration)))
    .observe({ type: "longtask", buffered: true });
"""
"""Collects the durations of the tasks that take more than 50 ms (Long Tasks API)."""

OPENING = """async () => {
  const idle = 1000;
  for (let count = -1; count !== benchTasks.length; ) {
    count = benchTasks.length;
    await new Promise((resolve) => setTimeout(resolve, idle));
  }
  const [page] = performance.getEntriesByType("navigation");
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return {
    paint: paint.startTime,
    ready: page.domContentLoadedEventEnd,
    blocking: benchTasks.reduce((sum, duration) => sum + duration - 50, 0),
  };
}"""
"""Milliseconds of the opening; waits until no long task has begun for a second."""

STEPS = """
  const tick = () => new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = resolve;
    channel.port2.postMessage(0);
  });
  const until = async (what, condition) => {
    for (const end = performance.now() + 10_000; !condition(); await tick()) {
      if (performance.now() > end) throw new Error(`${what} does not come`);
    }
    document.body.getBoundingClientRect();
  };
  const visible = (selector) => [...document.querySelectorAll(selector)].find((each) => each.getClientRects().length);
  const go = async (address) => {
    const before = document.title;
    const began = performance.now();
    location.hash = address;
    dispatchEvent(new HashChangeEvent("hashchange"));
    await until(`the place ${address}`, () => document.title !== before);
    return performance.now() - began;
  };
"""

TURN = f"async (address) => {{ {STEPS} return go(address); }}"
"""Milliseconds of script and layout from the change of the address until the other place is laid out."""

ANSWER = f"""async ([address, option]) => {{
  {STEPS}
  await go(address);
  const form = visible("form[data-question]");
  form.querySelector(`[data-choice="${{option}}"] input`).click();
  document.body.getBoundingClientRect();
  const began = performance.now();
  form.querySelector(".check").click();
  await until("the feedback", () => visible("form .verdict")?.textContent);
  return performance.now() - began;
}}"""
"""Milliseconds from the click on "check" until the feedback is laid out."""


def parts(page: str) -> dict[str, str]:
    """Return the parts of a page whose sizes are told, by name."""
    *before, payload, script = SCRIPT.findall(page)
    (style,) = STYLE.findall(page)
    # With scripts, a browser would keep what stands in noscript elements as text, and the floor is a page of elements.
    bare = NOSCRIPT.sub("", STYLE.sub("", SCRIPT.sub("", page)))
    body = etree.fromstring(bare, etree.HTMLParser()).find("body")
    assert body is not None
    return {
        "whole page": page,
        "script": "".join([*before, script]),
        "style": style,
        "payload": payload,
        "HTML without these": bare,
        "text in it": " ".join("".join(map(str, body.itertext())).split()),
    }


def sizes(page: str) -> dict[str, dict[str, int]]:
    """Return the bytes of each part, as they are and compressed alone."""
    encoded = {name: part.encode() for name, part in parts(page).items()}
    return {name: {"raw": len(data), "gzip": len(gzip.compress(data, 9, mtime=0))} for name, data in encoded.items()}


@dataclass
class Server:
    """Serves files compressed, as a web server in front of an LMS does, and counts the requests."""

    files: Mapping[str, bytes]
    requests: list[str] = field(default_factory=list)

    @contextmanager
    def running(self) -> Iterator[str]:
        """Serve until the block is left; gives the address of the server."""
        compressed = {f"/{name}": gzip.compress(data, 6, mtime=0) for name, data in self.files.items()}
        asked = self.requests

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                # A browser asks for the icon of a page in a window of its own, and not for that of a frame in an LMS.
                if self.path != "/favicon.ico":
                    asked.append(self.path)
                data = compressed.get(self.path)
                self.send_response(404 if data is None else 200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Content-Length", str(len(data or b"")))
                self.end_headers()
                self.wfile.write(data or b"")

            def do_HEAD(self) -> None:
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


@contextmanager
def phone(browser: Browser) -> Iterator[Page]:
    """Give a page on a device with nothing stored, a slow processor and a slow network."""
    with browser.new_context(viewport={"width": PHONE["width"], "height": PHONE["height"]}) as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        page.add_init_script(OBSERVE)
        yield page


def author_places(root: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the address of each page of a course, and of each single-choice question with its right option."""
    pages: list[str] = []
    questions: list[tuple[str, str]] = []
    for folder in sorted((root / "modules").iterdir()):
        module = yaml.safe_load((folder / "module.yaml").read_text(encoding="utf-8"))["id"]
        for path in sorted(folder.glob("*.md")):
            front = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
            pages.append(f"{module}/{front['id']}")
    for path in sorted((root / "quizzes").iterdir()):
        quiz = yaml.safe_load(path.read_text(encoding="utf-8"))
        for question in quiz["questions"]:
            if question["kind"] == "single-choice":
                right = next(option["id"] for option in question["options"] if option.get("correct"))
                questions.append((f"{quiz['id']}/quiz/{question['id']}", right))
    return pages, questions


def main(package: Path, root: Path, runs: int) -> dict[str, Any]:
    page = (package / "index.html").read_text(encoding="utf-8")
    pages, questions = author_places(root)
    bare = parts(page)["HTML without these"]
    server = Server({"index.html": page.encode(), "floor.html": bare.encode()})
    taken: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    with server.running() as address, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for _ in range(runs):
            for name in ("floor", "index"):
                with phone(browser) as opened:
                    opened.goto(f"{address}/{name}.html")
                    for what, milliseconds in opened.evaluate(OPENING).items():
                        taken[name][what].append(milliseconds)
                    if name == "index":
                        turns = [opened.evaluate(TURN, place) for place in pages]
                        answers = [opened.evaluate(ANSWER, list(each)) for each in questions]
                        taken[name]["turn"].append(statistics.median(turns))
                        taken[name]["slowest turn"].append(max(turns))
                        taken[name]["answer"].append(statistics.median(answers))
                        taken[name]["slowest answer"].append(max(answers))
        version = browser.version
        browser.close()
    medians = {
        name: {what: statistics.median(values) for what, values in times.items()} for name, times in taken.items()
    }
    pairs = {
        what: statistics.median(ours / floor for ours, floor in zip(taken["index"][what], floors, strict=True))
        for what, floors in taken["floor"].items()
        if all(floors)
    }
    requests = len([path for path in server.requests if path != "/floor.html"]) / runs
    return {
        "chromium": version,
        "runs": runs,
        "bytes": sizes(page),
        "requests": requests,
        "times": medians["index"],
        "floor": medians["floor"],
        "ratios": pairs,
    }


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])), sys.stdout)
