"""Exporting from a real store: the file is encrypted, private and whole, and the act is in the audit."""

import io
import os
import stat
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pikepdf
import pytest

from app.domain.case_problems import NotFound
from app.domain.children_and_victims import Victim
from app.domain.cribs import Form
from app.domain.marks import Mark
from app.domain.ratings import Factor, Level
from app.domain.restricted import restricted_sentence
from app.domain.sessions import ActDecision, Step
from app.services import audit as audit_trail
from app.services import exports, marks, outgoing, records, sessions
from app.services.desk import Desk
from app.store import audit
from tests.builders import add_person, an_entry, an_order, sign_session
from tests.desks import Clock
from tests.exports.reading import in_order, pages
from tests.faults.disks import full, read_only, small_disk
from tests.markers import files_with

PHRASE = "gorse lantern quiet harbour oak"
MARKER = "Zwischenzeitlich-Marker"


@pytest.fixture
def person_id(desk: Desk) -> UUID:
    return add_person(desk, name=f"Pŷrson {MARKER}").id


@pytest.fixture
def session_id(desk: Desk, person_id: UUID) -> UUID:
    entry = an_entry(check_in=MARKER, held_at=desk.now() - timedelta(hours=1))
    return sign_session(desk, person_id, entry).id


def acts(desk: Desk) -> list[tuple[str, str, UUID | None]]:
    with desk.read() as db:
        return [(row.action, row.kind, row.subject_id) for row in audit.page(db)]


def test_the_note_opens_with_its_passphrase_alone(desk: Desk, session_id: UUID, tmp_path: Path) -> None:
    path = tmp_path / "note.pdf"
    exports.session_note(desk, session_id, path, PHRASE)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(path)
    with pikepdf.open(path, password=PHRASE) as document:
        assert (document.encryption.R, document.encryption.bits) == (6, 256)
        assert "aesv3" in str(document.encryption.stream_method).lower()
    assert MARKER in " ".join(pages(path.read_bytes(), PHRASE))


def test_nothing_readable_touches_the_disk(desk: Desk, session_id: UUID, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    exports.session_note(desk, session_id, out / "note.pdf", PHRASE)
    assert [path.name for path in out.iterdir()] == ["note.pdf"]
    assert files_with(MARKER, tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has access lists instead")
def test_the_file_is_this_users_alone(desk: Desk, session_id: UUID, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        exports.session_note(desk, session_id, tmp_path / "note.pdf", PHRASE)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "note.pdf").stat().st_mode) == 0o600


def test_an_export_is_in_the_audit(desk: Desk, session_id: UUID, tmp_path: Path) -> None:
    exports.session_note(desk, session_id, tmp_path / "note.pdf", PHRASE)
    assert acts(desk)[0] == ("export", "session", session_id)


def test_an_existing_file_is_replaced_whole(desk: Desk, session_id: UUID, tmp_path: Path) -> None:
    path = tmp_path / "note.pdf"
    path.write_bytes(b"old")
    exports.session_note(desk, session_id, path, PHRASE)
    assert pikepdf.open(path, password=PHRASE).pages


def test_a_draft_is_exported_as_one_with_directions(desk: Desk, clock: Clock, person_id: UUID, tmp_path: Path) -> None:
    sign_session(desk, person_id)
    clock.move(days=7)
    draft = sessions.start(desk, person_id).draft
    entry = an_entry({Factor.MOOD: Level.EMERGING}, held_at=clock() - timedelta(days=5))
    sessions.save_draft(desk, replace(draft, entry=entry))
    exports.draft_note(desk, draft.id, tmp_path / "note.pdf", PHRASE)
    found = pages((tmp_path / "note.pdf").read_bytes(), PHRASE)
    assert all("DRAFT – not signed" in page for page in found)
    assert in_order(" ".join(found), "Emerging. New since 2 March 2026, when none was seen")
    assert "Late: not signed by the working day after the session." in found[0]
    assert acts(desk)[0] == ("export", "draft", draft.id)


def test_a_late_entry_has_the_same_direction_in_draft_and_once_sealed(
    desk: Desk, clock: Clock, person_id: UUID, tmp_path: Path
) -> None:
    clock.move(days=30)
    for level, days in ((Level.EMERGING, 20), (Level.ACT_TODAY, 5)):
        decisions = (ActDecision(factor=Factor.MOOD, why_nothing="Known"),)
        entry = an_entry({Factor.MOOD: level}, held_at=clock() - timedelta(days=days), decisions=decisions)
        sign_session(desk, person_id, entry)
    clock.move(minutes=5)
    late = an_entry({Factor.MOOD: Level.PRESENT}, held_at=clock() - timedelta(days=10))
    draft = replace(sessions.start(desk, person_id).draft, entry=late)
    sessions.save_draft(desk, draft)
    exports.draft_note(desk, draft.id, tmp_path / "draft.pdf", PHRASE)
    signed = sessions.sign(desk, draft)
    exports.session_note(desk, signed.id, tmp_path / "signed.pdf", PHRASE)
    for name in ("draft.pdf", "signed.pdf"):
        found = " ".join(pages((tmp_path / name).read_bytes(), PHRASE))
        assert in_order(found, "Present. Rising since 12 March 2026"), found


def test_a_late_signing_is_said(desk: Desk, clock: Clock, person_id: UUID, tmp_path: Path) -> None:
    clock.moment = datetime(2026, 4, 8, 12, 0, tzinfo=UTC)
    thursday_before_easter = datetime(2026, 4, 2, 10, 0, tzinfo=UTC)
    session = sign_session(desk, person_id, an_entry(held_at=thursday_before_easter))
    exports.session_note(desk, session.id, tmp_path / "note.pdf", PHRASE)
    first = pages((tmp_path / "note.pdf").read_bytes(), PHRASE)[0]
    assert "Late entry: signed later than the working day after the session." in first


@pytest.mark.parametrize("phrase", ["", "password", "Summer2026", "x" * 40])
def test_a_passphrase_that_is_guessed_is_refused(desk: Desk, session_id: UUID, tmp_path: Path, phrase: str) -> None:
    with pytest.raises(exports.ExportPassphraseTooWeak):
        exports.session_note(desk, session_id, tmp_path / "note.pdf", phrase)
    assert not (tmp_path / "note.pdf").exists()
    assert ("export", "session", session_id) not in acts(desk)


def test_a_passphrase_whose_end_a_reader_would_ignore_is_refused(desk: Desk, session_id: UUID, tmp_path: Path) -> None:
    with pytest.raises(exports.ExportPassphraseTooLong):
        exports.session_note(desk, session_id, tmp_path / "note.pdf", "gorse lantern quiet harbour oak " * 5)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few make links")
@pytest.mark.parametrize("name", ["note.pdf", "head.json", "keys.a.json", "db/note.pdf", "db/000001.db"])
def test_nothing_is_exported_into_the_store(
    desk: Desk, session_id: UUID, vault_folder: Path, tmp_path: Path, name: str
) -> None:
    before = {path: path.stat().st_size for path in vault_folder.rglob("*")}
    way_round = tmp_path / "way-round"
    way_round.symlink_to(vault_folder, target_is_directory=True)
    (tmp_path / "link.pdf").symlink_to(vault_folder / name)
    for path in (vault_folder / name, way_round / name, tmp_path / "x" / ".." / "vault" / name, tmp_path / "link.pdf"):
        with pytest.raises(outgoing.ExportIntoStore):
            exports.session_note(desk, session_id, path, PHRASE)
    assert {path: path.stat().st_size for path in vault_folder.rglob("*")} == before
    assert ("export", "session", session_id) not in acts(desk)


def test_a_passphrase_that_cannot_be_encoded_is_refused_without_repeating_it(
    desk: Desk, session_id: UUID, tmp_path: Path
) -> None:
    with pytest.raises(exports.ExportPassphraseUnreadable) as caught:
        exports.session_note(desk, session_id, tmp_path / "note.pdf", PHRASE + "\ud800")
    assert "gorse" not in repr(caught.value) + repr(caught.value.__cause__) + repr(caught.value.__context__)


def test_the_passphrase_is_measured_as_it_is_encrypted(desk: Desk, session_id: UUID, tmp_path: Path) -> None:
    grows = "gorse lantern quiet harbour oak " + "\ufdfa" * 5  # one letter that NFKC writes out as eighteen
    with pytest.raises(exports.ExportPassphraseTooLong):
        exports.session_note(desk, session_id, tmp_path / "note.pdf", grows)
    shrinks = "gorse lantern quiet harbour oak " + "\uff57\uff4f\uff52\uff44" * 10  # full width: three bytes each
    exports.session_note(desk, session_id, tmp_path / "note.pdf", shrinks + "\0")
    assert pikepdf.open(tmp_path / "note.pdf", password="gorse lantern quiet harbour oak " + "word" * 10).pages


def test_a_missing_folder_is_said_and_nothing_is_logged(desk: Desk, session_id: UUID, tmp_path: Path) -> None:
    with pytest.raises(outgoing.ExportNotWritten) as caught:
        exports.session_note(desk, session_id, tmp_path / "gone" / "note.pdf", PHRASE)
    assert "nothing was exported" in caught.value.sentence
    assert ("export", "session", session_id) not in acts(desk)


def test_a_folder_of_that_name_is_said_and_nothing_is_left(desk: Desk, session_id: UUID, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "note.pdf").mkdir(parents=True)
    with pytest.raises(outgoing.ExportNotWritten):
        exports.session_note(desk, session_id, out / "note.pdf", PHRASE)
    assert [path.name for path in out.iterdir()] == ["note.pdf"]


def test_a_full_disk_is_said_and_leaves_nothing(desk: Desk, session_id: UUID, tmp_path: Path) -> None:
    with small_disk(tmp_path / "stick", 64) as stick, full(stick):
        with pytest.raises(outgoing.ExportDiskFull):
            exports.session_note(desk, session_id, stick / "note.pdf", PHRASE)
        assert [path.name for path in stick.iterdir()] == ["filler"]


def test_a_read_only_disk_is_said(desk: Desk, session_id: UUID, tmp_path: Path) -> None:
    with (
        small_disk(tmp_path / "stick", 512) as stick,
        read_only(stick),
        pytest.raises(outgoing.ExportNotAllowed),
    ):
        exports.session_note(desk, session_id, stick / "note.pdf", PHRASE)


def test_what_is_not_there_cannot_be_exported(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        exports.session_note(desk, desk.new_id(), tmp_path / "note.pdf", PHRASE)


def test_the_name_offered_holds_nobodys_name(desk: Desk, person_id: UUID, session_id: UUID) -> None:
    assert exports.suggested_name(desk, session_id) == f"session-note-2026-03-02-{session_id.hex[-6:]}.pdf"
    draft = sessions.start(desk, person_id).draft
    assert exports.suggested_name(desk, draft.id) == f"session-note-2026-03-02-{draft.id.hex[-6:]}.pdf"


def test_the_passphrase_may_be_written_in_any_script(desk: Desk, session_id: UUID, tmp_path: Path) -> None:
    path = tmp_path / "note.pdf"
    exports.session_note(desk, session_id, path, "dŵr ŷd pŷrson afon môr llŷn")
    assert pikepdf.open(io.BytesIO(path.read_bytes()), password="dŵr ŷd pŷrson afon môr llŷn").pages


# ── The case, cribs, and what is restricted ──────────────────────────────────────────────────────────


@pytest.fixture
def victim(desk: Desk, person_id: UUID) -> None:
    scheme = next(iter(Victim.asks()[1].choices or ()))
    records.add(desk, person_id, Victim(who="K.", scheme=scheme, concerns="Fears to meet him"), sure=True)


def test_the_record_of_the_case_holds_what_was_recorded_and_is_audited(
    desk: Desk, person_id: UUID, victim: None, tmp_path: Path
) -> None:
    records.change(desk, records.add(desk, person_id, an_order()), an_order(court="Carreg Las"))
    exports.case_record(desk, person_id, tmp_path / "case.pdf", PHRASE)
    found = " ".join(pages((tmp_path / "case.pdf").read_bytes(), PHRASE))
    assert in_order(found, MARKER, "Sexual Harm Prevention Order (SHPO)", "versions: 2", "Carreg Las")
    assert "Fears" not in found
    assert acts(desk)[0] == ("export", "case", person_id)
    assert ("export", "restricted", person_id) not in acts(desk)
    assert audit_trail.lines(desk)[0].about == f"Pŷrson {MARKER}"


def test_a_restricted_appendix_is_audited_for_the_person(
    desk: Desk, person_id: UUID, victim: None, tmp_path: Path
) -> None:
    exports.case_record(desk, person_id, tmp_path / "case.pdf", PHRASE, with_restricted=True)
    assert "Fears to meet him" in pages((tmp_path / "case.pdf").read_bytes(), PHRASE)[-1]
    assert acts(desk)[:2] == [("export", "case", person_id), ("export", "restricted", person_id)]


def test_an_appendix_with_nothing_in_it_is_neither_printed_nor_audited(
    desk: Desk, person_id: UUID, tmp_path: Path
) -> None:
    exports.case_record(desk, person_id, tmp_path / "case.pdf", PHRASE, with_restricted=True)
    assert ("export", "restricted", person_id) not in acts(desk)


@pytest.mark.parametrize("printed", [False, True])
def test_a_note_says_where_children_and_information_are_and_an_appendix_is_audited(
    desk: Desk, person_id: UUID, tmp_path: Path, printed: bool
) -> None:
    entry = an_entry(safeguarding="Her two children visit", held_at=desk.now() - timedelta(hours=1))
    session = sign_session(desk, person_id, entry)
    exports.session_note(desk, session.id, tmp_path / "note.pdf", PHRASE, with_restricted=printed)
    found = " ".join(pages((tmp_path / "note.pdf").read_bytes(), PHRASE))
    assert ("two children" in found) is printed
    assert restricted_sentence(printed=printed) in found
    assert (("export", "restricted", person_id) in acts(desk)) is printed


@pytest.mark.parametrize("printed", [False, True])
def test_a_session_marked_as_restricted_is_exported_by_the_tick_alone_and_audited(
    desk: Desk, person_id: UUID, session_id: UUID, tmp_path: Path, printed: bool
) -> None:
    marks.put(desk, person_id, session_id, Mark.RESTRICTED, "A court asked")
    exports.session_note(desk, session_id, tmp_path / "note.pdf", PHRASE, with_restricted=printed)
    first, *apart = pages((tmp_path / "note.pdf").read_bytes(), PHRASE)
    assert Step.CHECK_IN.label not in first
    assert (Step.CHECK_IN.label in " ".join(apart)) is printed
    assert (("export", "restricted", person_id) in acts(desk)) is printed


@pytest.mark.parametrize("form", Form)
def test_a_crib_is_exported_without_anything_restricted(
    desk: Desk, person_id: UUID, session_id: UUID, victim: None, tmp_path: Path, form: Form
) -> None:
    exports.crib(desk, person_id, form, tmp_path / "crib.pdf", PHRASE)
    found = " ".join(pages((tmp_path / "crib.pdf").read_bytes(), PHRASE))
    assert in_order(found, f"Crib for {form.label}", MARKER, "Session of 2 March 2026")
    assert "No evidence recorded" in found
    assert "Fears" not in found
    assert acts(desk)[0] == ("export", "crib", person_id)


def test_a_case_that_cannot_be_written_leaves_nothing_in_the_audit(
    desk: Desk, person_id: UUID, victim: None, tmp_path: Path
) -> None:
    with pytest.raises(outgoing.ExportNotWritten):
        exports.case_record(desk, person_id, tmp_path / "gone" / "case.pdf", PHRASE, with_restricted=True)
    assert not {kind for action, kind, _subject in acts(desk) if action == "export"}


def test_the_names_offered_for_a_case_and_for_cribs_hold_nobodys_name(desk: Desk, person_id: UUID) -> None:
    end = f"2026-03-02-{person_id.hex[-6:]}.pdf"
    assert exports.suggested_case_name(desk, person_id) == f"case-record-{end}"
    assert exports.suggested_case_name(desk, person_id, Form.ARMS) == f"arms-crib-{end}"
