"""Zips: written whole, read back as they were, and refused when they cannot be trusted."""

from __future__ import annotations

import io
import stat
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorm_export.archive import ArchiveError, read, write, zip_bytes

FILES = {"index.html": b"<p>" * 100, "media/a b.png": b"\x89PNG", "media/empty.txt": b""}


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8}){0,2}", fullmatch=True), st.binary(max_size=50)))
def test_read_gives_back_what_was_zipped(files: dict[str, bytes]) -> None:
    assert read(zip_bytes(files)) == files


def test_order_of_the_files_does_not_matter() -> None:
    assert zip_bytes(FILES) == zip_bytes(dict(reversed(FILES.items())))


def test_read_takes_a_path_and_leaves_folders_out(tmp_path: Path) -> None:
    path = tmp_path / "one.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.mkdir("media")
        archive.writestr("media/a.txt", b"a")
    assert read(path) == {"media/a.txt": b"a"}


def with_entries(*names: str) -> bytes:
    """Return a zip with entries of these names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, warnings.catch_warnings():
        # zipfile warns of a name that comes twice.
        warnings.simplefilter("ignore")
        for name in names:
            archive.writestr(name, b"x")
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["/etc/passwd", "../up.txt", "media/../../up.txt", "a\\b.txt", "C:/a.txt"])
def test_read_refuses_an_entry_that_leads_outside(name: str) -> None:
    with pytest.raises(ArchiveError, match="leads outside the zip"):
        read(with_entries("index.html", name))


def test_read_refuses_two_entries_with_one_name() -> None:
    with pytest.raises(ArchiveError, match=r"index\.html is in the zip twice"):
        read(with_entries("index.html", "index.html"))


def changed(data: bytes, signature: bytes, offset: int, value: int) -> bytes:
    """Return the zip with another byte at this offset from the first header with this signature."""
    at = data.index(signature) + offset
    return data[:at] + bytes([value]) + data[at + 1 :]


CENTRAL_HEADER, LOCAL_HEADER = b"PK\x01\x02", b"PK\x03\x04"


def test_read_refuses_an_encrypted_entry() -> None:
    with pytest.raises(ArchiveError, match=r"a\.txt is encrypted"):
        read(changed(with_entries("a.txt"), CENTRAL_HEADER, 8, 1))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"this is no zip",
        zip_bytes(FILES)[:-10],
        zip_bytes(FILES)[10:],
        changed(zip_bytes(FILES), LOCAL_HEADER, 45, 0xFF),
        changed(with_entries("a.txt"), CENTRAL_HEADER, 10, 99),
        changed(with_entries("a.txt"), LOCAL_HEADER, 35, ord("y")),
    ],
    ids=["empty", "text", "cut at the end", "cut at the beginning", "damaged", "unknown method", "wrong checksum"],
)
def test_read_refuses_what_is_damaged(data: bytes) -> None:
    with pytest.raises(ArchiveError, match="cannot be read"):
        read(data)


@given(st.integers(0, len(zip_bytes(FILES)) - 1), st.integers(0, 255))
def test_zip_with_a_changed_byte_is_refused_or_gives_only_true_contents(at: int, value: int) -> None:
    data = bytearray(zip_bytes(FILES))
    data[at] = value
    try:
        files = read(bytes(data))
    except ArchiveError:
        return
    # Only contents have a checksum: a changed name, or a changed length in the list of entries, cannot be noticed.
    assert set(files.values()) <= set(FILES.values())


def test_write_replaces_the_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "one.zip"
    write(path, b"old")
    write(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_write_that_fails_leaves_the_old_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "one.zip"
    path.mkdir()
    (path / "occupied").touch()
    with pytest.raises(OSError, match=r"one\.zip"):
        write(path, b"new")
    assert list(tmp_path.iterdir()) == [path]
