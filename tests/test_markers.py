"""The helper that looks for case text must find it, or every test that relies on it is empty."""

import base64
from pathlib import Path

import pytest

from tests.markers import files_with

MARKER = "Gofal-a-chymorth-ŵŷ"


@pytest.mark.parametrize(
    "content",
    [
        MARKER.encode(),
        MARKER.encode("utf-16"),
        MARKER.encode("utf-16-be"),
        *(base64.b64encode(b"x" * shift + MARKER.encode() + b"y" * 7) for shift in range(4)),
        *(base64.urlsafe_b64encode(b"x" * shift + MARKER.encode("utf-16-le")) for shift in range(4)),
    ],
)
def test_a_marker_is_found_in_every_spelling(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file").write_bytes(b"before" + content + b"after")
    (tmp_path / "clean").write_bytes(b"nothing here")
    assert files_with(MARKER, tmp_path) == [tmp_path / "deep" / "file"]


def test_a_marker_is_found_in_a_name(tmp_path: Path) -> None:
    (tmp_path / f"{MARKER}.txt").touch()
    assert files_with(MARKER, tmp_path) == [tmp_path / f"{MARKER}.txt"]
