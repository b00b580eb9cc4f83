"""The tour itself: the whole job, from making a store to the exported note; nothing of it lies in the clear."""

import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from tests.journeys.tour import OWN_PHRASE
from tests.journeys.walking import PDF_PHRASE

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a tour in a process of its own leaves; its home, and all that it writes for itself, lies beside it."""
    place = tmp_path_factory.mktemp("tour")
    home = place / "home"
    home.mkdir()
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "TMPDIR": str(home)}
    command = [sys.executable, "-m", "tests.journeys.tour", str(place / "left")]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return place / "left"


def test_every_page_of_the_job_has_its_picture_and_its_line_of_timing(left: Path) -> None:
    pictures = {path.stem.partition("-")[2] for path in left.glob("*.png")}
    for page in (
        "first-run-recovery-key",
        "lock-screen",
        "today",
        "person",
        "room-orders",
        "room-restricted",
        "record",
        "versions-compared",
        "timeline-searched",
        "room-questions",
        "case-exported",
        "case-page-01",
        "in-the-room",
        "guide-factor-5",
        "guide-check-answers",
        "session-signed",
        "exported",
        "review-slow-factors",
        "review-check",
    ):
        assert page in pictures
    lines = (left / "timings.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 70
    assert all(line.endswith(" ms") for line in lines)


@pytest.mark.parametrize("name", ["session-note.pdf", "case.pdf"])
def test_what_it_exports_is_encrypted(left: Path, name: str) -> None:
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(left / name)
    with pikepdf.open(left / name, password=PDF_PHRASE) as exported:
        assert exported.encryption.R == 6


def test_nothing_typed_is_left_in_the_clear(left: Path) -> None:
    typed = [OWN_PHRASE, PDF_PHRASE, "Worked through the week hour by hour", "I want to keep the job"]
    for path in [*left.parent.rglob("*")]:
        if path.is_file() and path.suffix != ".png":
            content = path.read_bytes()
            assert not [words for words in typed if words.encode() in content], path.name
