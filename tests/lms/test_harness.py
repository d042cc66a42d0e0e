"""The harness itself: what it stores, how it resumes, and how its faults behave."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lms.schemas import SchemasMissing, validate_manifest
from lms.server import LmsServer
from lms.sessions import ApiMode, Launch
from playwright.sync_api import Browser, BrowserContext, Frame, Page

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="tiny" version="1"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd
    http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="org">
    <organization identifier="org">
      <title>Tiny</title>
      <item identifier="item-1" identifierref="res-1"><title>Tiny</title></item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="res-1" type="webcontent" adlcp:scormtype="sco" href="index.html">
      <file href="index.html"/>
    </resource>
  </resources>
</manifest>
"""

# Tests set window.onleave to what the SCO shall do when it is left.
SCO = """<!doctype html><html><head><meta charset="utf-8"><title>tiny</title></head><body>
<p id="version">one</p><img src="gone.png" alt="">
<script>
var API = window.parent.API;
function set(name, value) { return API.LMSSetValue(name, value); }
function get(name) { return API.LMSGetValue(name); }
function start() { return API.LMSInitialize(""); }
window.onleave = function () {};
window.addEventListener("pagehide", function () { window.onleave(); });
</script></body></html>
"""


def tiny_package(sco: str = SCO) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("imsmanifest.xml", MANIFEST)
        archive.writestr("index.html", sco)
        archive.writestr("a folder/é.txt", "text")
    return buffer.getvalue()


@pytest.fixture
def lms() -> Iterator[LmsServer]:
    with LmsServer(tiny_package()) as server:
        yield server


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    fresh = browser.new_context()
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def on_leave(frame: Frame, script: str) -> None:
    frame.evaluate(f"() => {{ window.onleave = function () {{ {script} }}; }}")


FINISH = "set('cmi.core.exit', 'suspend'); API.LMSCommit(''); API.LMSFinish('');"


def test_first_launch_is_new_and_commit_is_stored_before_it_returns(lms: LmsServer, page: Page) -> None:
    frame = lms.launch(page)
    assert lms.record.empty
    assert frame.evaluate("start()") == "true"
    assert frame.evaluate("get('cmi.core.entry')") == "ab-initio"
    assert frame.evaluate("get('cmi.core.lesson_status')") == "not attempted"
    assert frame.evaluate("get('cmi.core.lesson_mode') + get('cmi.core.credit')") == "normalcredit"
    assert frame.evaluate("get('cmi.core.student_name')") == "Learner, Test"
    frame.evaluate("set('cmi.core.lesson_status', 'incomplete'); set('cmi.core.score.raw', '40')")
    assert lms.record.empty
    assert frame.evaluate("API.LMSCommit('')") == "true"
    assert (lms.record.status, lms.record.score) == ("incomplete", "40")
    assert lms.session.stores == [{"cmi.core.lesson_status": "incomplete", "cmi.core.score.raw": "40"}]


def test_calls_are_kept_exactly(lms: LmsServer, page: Page) -> None:
    frame = lms.launch(page)
    frame.evaluate("start(); set('cmi.core.lesson_location', 'p2'); set('cmi.nothing', 7); API.LMSGetLastError()")
    assert lms.calls == [
        {"name": "LMSInitialize", "args": [""], "result": "true"},
        {"name": "LMSSetValue", "args": ["cmi.core.lesson_location", "p2"], "result": "true"},
        {"name": "LMSSetValue", "args": ["cmi.nothing", 7], "result": "false"},
        {"name": "LMSGetLastError", "args": [], "result": "401"},
    ]
    lms.close(page)
    assert lms.session.names == ["LMSInitialize", "LMSSetValue", "LMSSetValue", "LMSGetLastError"]
    assert lms.session.values_set("cmi.core.lesson_location") == ["p2"]


@pytest.mark.parametrize("way", ["leave", "close", "reload", "relaunch", "frame"])
def test_finish_while_leaving_is_stored_before_the_next_launch(
    lms: LmsServer, context: BrowserContext, page: Page, way: str
) -> None:
    frame = lms.launch(page)
    frame.evaluate("start(); set('cmi.core.lesson_status', 'incomplete'); API.LMSCommit('')")
    on_leave(frame, "set('cmi.suspend_data', 'x'.repeat(4096)); set('cmi.core.lesson_location', 'p3');" + FINISH)
    if way == "leave":
        lms.leave(page)
        frame = lms.launch(page)
    elif way == "close":
        lms.close(page)
        page = context.new_page()
        frame = lms.launch(page)
    elif way == "reload":
        page.reload()
        reloaded = page.frame(name="sco")
        assert reloaded is not None
        frame = reloaded
    elif way == "relaunch":
        frame = lms.launch(page)
    else:
        page.evaluate("document.getElementById('sco').remove()")
        frame = lms.launch(page)
    first, second = lms.sessions
    assert first.finished
    assert first.left
    assert first.names[-4:] == ["LMSSetValue", "LMSSetValue", "LMSCommit", "LMSFinish"]
    assert all(call["result"] == "true" for call in first.calls)
    assert not second.left
    assert frame.evaluate("start()") == "true"
    assert frame.evaluate("get('cmi.core.entry')") == "resume"
    assert frame.evaluate("get('cmi.core.lesson_location')") == "p3"
    assert frame.evaluate("get('cmi.suspend_data').length") == 4096
    lms.close(page)
    assert second.left


def test_reload_waits_for_beacons_that_are_late(lms: LmsServer, monkeypatch: pytest.MonkeyPatch) -> None:
    lms._open_session({})

    def beacons_arrive(left: Callable[[], bool], _timeout: float) -> bool:
        store = {"number": 1, "store": {"cmi.suspend_data": "late"}, "finish": False}
        lms.receive(json.dumps({"session": 1, "messages": [{"number": 2, "bye": True}], "lost": []}).encode())
        assert not left()
        lms.receive(json.dumps({"session": 1, "messages": [store], "lost": []}).encode())
        return left()

    monkeypatch.setattr(lms._lock, "wait_for", beacons_arrive)
    answer = json.loads(lms._open_session({"previous": "1"}))
    assert answer["cmi"]["cmi.suspend_data"] == "late"


def test_many_calls_while_leaving_arrive_in_order(lms: LmsServer, page: Page) -> None:
    frame = lms.launch(page)
    frame.evaluate("start()")
    on_leave(frame, "for (var i = 0; i < 100; i++) set('cmi.core.lesson_location', 'p' + i);" + FINISH)
    lms.leave(page)
    assert lms.session.values_set("cmi.core.lesson_location") == [f"p{number}" for number in range(100)]
    assert lms.record.location == "p99"


def test_more_than_a_beacon_can_carry_is_lost_as_in_moodle(lms: LmsServer, page: Page) -> None:
    frame = lms.launch(page, Launch(strict=False))
    frame.evaluate("start(); set('cmi.core.lesson_status', 'incomplete'); API.LMSCommit('')")
    on_leave(frame, "set('cmi.suspend_data', '\\u00e9'.repeat(60000)); API.LMSFinish('');")
    lms.leave(page)
    assert lms.session.left
    assert lms.record.suspend_data == ""
    assert not lms.session.finished


def test_entry_is_empty_without_suspend_and_data_are_kept(lms: LmsServer, page: Page) -> None:
    frame = lms.launch(page)
    frame.evaluate("start(); set('cmi.core.lesson_status', 'incomplete'); set('cmi.suspend_data', 'kept')")
    frame.evaluate("set('cmi.core.session_time', '00:01:30'); API.LMSFinish('')")
    lms.leave(page)
    frame = lms.launch(page)
    frame.evaluate("start()")
    assert frame.evaluate("[get('cmi.core.entry'), get('cmi.suspend_data')]") == ["", "kept"]
    assert frame.evaluate("get('cmi.core.total_time')") == "00:01:30"
    frame.evaluate("set('cmi.core.session_time', '00:00:40'); API.LMSCommit(''); API.LMSFinish('')")
    assert lms.record.total_time == "00:02:10"
    assert lms.record.session_time == "00:00:40"


def test_interactions_and_objectives_continue(lms: LmsServer, page: Page) -> None:
    frame = lms.launch(page)
    frame.evaluate(
        """() => {
        start();
        set("cmi.objectives.0.id", "goal-1"); set("cmi.objectives.0.status", "failed");
        set("cmi.objectives.0.score.raw", "0");
        set("cmi.interactions.0.id", "q1"); set("cmi.interactions.0.type", "choice");
        set("cmi.interactions.0.objectives.0.id", "goal-1");
        set("cmi.interactions.0.correct_responses.0.pattern", "a");
        set("cmi.interactions.0.student_response", "b"); set("cmi.interactions.0.result", "wrong");
        set("cmi.core.lesson_status", "incomplete"); API.LMSCommit(""); API.LMSFinish("");
        }"""
    )
    lms.leave(page)
    frame = lms.launch(page)
    frame.evaluate("start()")
    assert frame.evaluate("get('cmi.interactions._count')") == "1"
    assert frame.evaluate("get('cmi.interactions.0.correct_responses._count')") == "1"
    assert frame.evaluate("get('cmi.objectives._count') + get('cmi.objectives.0.id')") == "1goal-1"
    frame.evaluate("set('cmi.interactions.1.id', 'q2'); set('cmi.interactions.1.type', 'numeric')")
    frame.evaluate("set('cmi.objectives.0.status', 'passed'); API.LMSCommit('')")
    first, second = lms.record.interactions
    assert first["objectives.0.id"] == "goal-1"
    assert first["correct_responses.0.pattern"] == "a"
    assert (first["student_response"], first["result"]) == ("b", "wrong")
    assert (second["id"], second["type"]) == ("q2", "numeric")
    (objective,) = lms.record.objectives
    assert (objective.id, objective.status, objective.score) == ("goal-1", "passed", "0")


@pytest.mark.parametrize("status", ["passed", "completed", "failed"])
def test_after_the_end_comes_review(lms: LmsServer, page: Page, status: str) -> None:
    frame = lms.launch(page)
    frame.evaluate(f"start(); set('cmi.core.lesson_status', '{status}'); API.LMSFinish('')")
    lms.leave(page)
    frame = lms.launch(page)
    frame.evaluate("start()")
    values = "[get('cmi.core.lesson_mode'), get('cmi.core.credit'), get('cmi.core.lesson_status')]"
    assert frame.evaluate(values) == ["review", "no-credit", status]
    lms.leave(page)
    frame = lms.launch(page, Launch(review_after_end=False))
    frame.evaluate("start()")
    assert frame.evaluate(values) == ["normal", "credit", status]


def test_untouched_finish_completes(lms: LmsServer, page: Page) -> None:
    frame = lms.launch(page)
    frame.evaluate("start(); API.LMSFinish('')")
    assert lms.record.status == "completed"


def test_nothing_is_stored_without_commit_or_finish(lms: LmsServer, page: Page) -> None:
    frame = lms.launch(page)
    frame.evaluate("start(); set('cmi.core.lesson_status', 'incomplete')")
    lms.leave(page)
    assert lms.record.empty


def test_after_finish_the_api_refuses(lms: LmsServer, page: Page) -> None:
    frame = lms.launch(page)
    frame.evaluate("start(); set('cmi.core.lesson_status', 'incomplete'); API.LMSFinish('')")
    for call in ("set('cmi.core.lesson_location', 'p1')", "API.LMSCommit('')", "API.LMSFinish('')"):
        assert frame.evaluate(call) == "false"
        assert frame.evaluate("API.LMSGetLastError()") == "301"
    assert lms.record.location == ""


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ("cmi.suspend_data", "x" * 4097),
        ("cmi.core.exit", "normal"),
        ("cmi.interactions.0.result", "incorrect"),
        ("cmi.interactions.0.id", "with a space"),
        ("cmi.core.lesson_location", "x" * 256),
    ],
)
def test_strict_limits(lms: LmsServer, page: Page, element: str, value: str) -> None:
    frame = lms.launch(page)
    frame.evaluate("start()")
    assert frame.evaluate("([name, value]) => set(name, value)", [element, value]) == "false"
    assert frame.evaluate("API.LMSGetLastError()") == "405"


@pytest.mark.parametrize("api", ["absent", "throws", "false"])
def test_faults(lms: LmsServer, page: Page, api: ApiMode) -> None:
    frame = lms.launch(page, Launch(api=api))
    if api == "absent":
        assert frame.evaluate("typeof API") == "undefined"
    elif api == "throws":
        assert frame.evaluate("() => { try { return start(); } catch (error) { return 'caught'; } }") == "caught"
        assert lms.calls == [{"name": "LMSInitialize", "args": [""], "result": "throws"}]
    else:
        assert frame.evaluate("[start(), get('cmi.core.entry'), API.LMSCommit('')]") == ["false"] * 3
        assert frame.evaluate("API.LMSGetLastError()") == "101"
    lms.leave(page)
    assert lms.record.empty


def test_launch_data_can_be_chosen(browser: Browser) -> None:
    record = {"cmi.core.lesson_status": "incomplete", "cmi.core.exit": "suspend", "cmi.suspend_data": "old"}
    with LmsServer(tiny_package(), record=record) as lms:
        page = browser.new_page()
        launch = Launch(lesson_mode="browse", student_name="Doe, Jo", student_id="77")
        frame = lms.launch(page, launch)
        frame.evaluate("start()")
        names = [
            "core.lesson_mode",
            "core.credit",
            "core.student_name",
            "core.student_id",
            "core.entry",
            "suspend_data",
        ]
        values = frame.evaluate("names => names.map(name => get('cmi.' + name))", names)
        assert values == ["browse", "no-credit", "Doe, Jo", "77", "resume", "old"]
        page.close()


def test_network_gone_looks_like_moodle(lms: LmsServer, context: BrowserContext, page: Page) -> None:
    frame = lms.launch(page)
    frame.evaluate("start()")
    context.set_offline(True)
    assert frame.evaluate("set('cmi.core.lesson_location', 'p1'); API.LMSCommit('')") == "true"
    assert lms.record.empty
    context.set_offline(False)
    frame.evaluate("API.LMSCommit('')")
    assert lms.record.empty
    frame.evaluate("set('cmi.core.lesson_location', 'p2'); API.LMSCommit('')")
    assert lms.record.location == "p2"
    assert lms.session.names == [
        *("LMSInitialize", "LMSSetValue", "LMSCommit"),
        *("LMSCommit", "LMSSetValue", "LMSCommit"),
    ]


def test_login_run_out_looks_like_moodle(lms: LmsServer, page: Page) -> None:
    frame = lms.launch(page)
    frame.evaluate("start(); set('cmi.core.lesson_location', 'p1')")
    lms.signed_in = False
    assert frame.evaluate("[API.LMSCommit(''), API.LMSGetLastError()]") == ["false", "101"]
    look = "fetch(location.href, {method: 'HEAD', cache: 'no-store'}).then(a => [a.status, a.redirected])"
    assert frame.evaluate(look) == [200, True]
    lms.signed_in = True
    assert frame.evaluate(look) == [200, False]
    assert frame.evaluate("API.LMSCommit('')") == "true"
    assert lms.record.location == "p1"


def test_killed_page_can_be_given_up(lms: LmsServer, browser: Browser) -> None:
    context = browser.new_context()
    frame = lms.launch(context.new_page())
    frame.evaluate("start(); set('cmi.core.lesson_location', 'p1'); API.LMSCommit('')")
    context.close()
    lms.abandon()
    page = browser.new_page()
    frame = lms.launch(page)
    assert frame.evaluate("start() + get('cmi.core.lesson_location')") == "truep1"
    page.close()


def test_package_files_requests_and_update(lms: LmsServer, page: Page) -> None:
    frame = lms.launch(page)
    look = """address => fetch(address).then(
        a => [a.status, a.headers.get("content-type"), a.headers.get("cache-control")])"""
    assert frame.evaluate(look, "a%20folder/%C3%A9.txt") == [200, "text/plain; charset=utf-8", "no-store"]
    assert frame.evaluate(look, "a folder/")[0] == 404
    assert frame.evaluate(look, "/package/../lms.py")[0] == 404
    assert ("/package/gone.png", 404) in [(each.path, each.status) for each in lms.package_requests]
    assert lms.package_requests[0].path == "/package/index.html"
    lms.swap_package(tiny_package(SCO.replace(">one<", ">two<")))
    frame = lms.launch(page)
    assert frame.locator("#version").text_content() == "two"


def test_folder_and_file_are_packages_too(tmp_path: Path, page: Page) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "imsmanifest.xml").write_text(MANIFEST, encoding="utf-8")
    (folder / "index.html").write_text(SCO, encoding="utf-8")
    file = tmp_path / "file.zip"
    file.write_bytes(tiny_package())
    for source in (folder, file):
        with LmsServer(source) as lms:
            assert lms.launch(page).evaluate("start()") == "true"
            lms.leave(page)


def test_manifest_schemas(tmp_path: Path) -> None:
    good = MANIFEST.encode()
    assert validate_manifest(good) == []
    assert validate_manifest(good[:-20])[0].startswith("not well-formed")
    assert "scormtype" in validate_manifest(good.replace(b'"sco"', b'"SCO"'))[0]
    assert "item" in validate_manifest(good.replace(b"<item ", b"<itme ").replace(b"</item>", b"</itme>"))[0]
    with pytest.raises(SchemasMissing, match="make setup"):
        validate_manifest(good, tmp_path)
