"""``python3 dev.py tour FOLDER``: the whole job on the demonstration caseload, driven through the real windows.

Leaves a numbered picture of each page, the exported note with pictures of its pages, and the time each act took.
``--theme dark`` and ``--scale 200`` dress it otherwise, ``--size 1366x768`` sizes the window; ``--gaps`` leaves the
event loop's spells instead of pictures.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel

from app.services import today, vault
from app.services.demonstration import PASSPHRASE, open_demonstration
from app.services.today import AppointmentRow
from tests.journeys.case_tour import walk_case
from tests.journeys.walking import PDF_PHRASE, Walk
from ui.shell.application import warm_up
from ui.shell.language import set_language
from ui.widgets.focus_ring import FocusRing
from ui.widgets.heading import Heading
from ui.widgets.row_list import RowList
from ui.widgets.table import Table
from ui.widgets.tokens import Theme, apply_theme

OWN_PHRASE = "gorse lantern quiet harbour oak 58"


class Tour(Walk):
    """The whole job, in its order."""

    def walk(self) -> None:
        self.gaps.watch()
        self._first_run()
        self._recovery_key_in_words()
        self._demonstration()
        self._people()
        self._session()
        self._missed_session()
        self._review()
        self._end()

    def _first_run(self) -> None:
        self.start(self.place / "own")
        see, type_in, press = self.see, self.driver.type, self.driver.press
        see("first-run-about-you", "About you")
        type_in("Your name", "A Practitioner")
        type_in("Your role", "Probation officer")
        type_in("Your office", "An office")
        type_in("Your SPO’s name", "A Senior")
        press("Continue")
        see("first-run-passphrase", "Choose a passphrase")
        type_in("Passphrase", OWN_PHRASE)
        type_in("The same passphrase again", OWN_PHRASE)
        self.driver.find(QLabel, "Strong enough")
        see("first-run-passphrase-strong", "Choose a passphrase")
        press("Continue")
        see("first-run-recovery-key", "Keep your recovery key")
        self.key = self.driver.find(QLabel, "recovery-key").text()
        type_in("Type the recovery key back", self.key)
        press("Finish")
        see("today-empty", "Today")
        self.lock()
        self.start(self.place / "own")
        see("lock-screen", "Sightline is locked")
        type_in("Passphrase", "not this one")
        self.driver.key("Return")
        self.driver.find(QLabel, "There is a problem")
        see("lock-screen-wrong-passphrase", "Sightline is locked")
        type_in("Passphrase", OWN_PHRASE)
        self.driver.key("Return")
        see("unlocked-empty", "Today")
        self.lock()

    def _recovery_key_in_words(self) -> None:
        self.start(self.place / "own")
        self.driver.press("Use the recovery key")
        self.driver.type("Recovery key", self.key)
        self.see("unlock-with-recovery-key", "Sightline is locked")
        self.driver.press("Unlock")
        self.see("new-passphrase", "Choose a new passphrase")
        self.driver.press("Keep the old passphrase")
        self.see("recovered", "Today")
        self.lock()

    def _demonstration(self) -> None:
        with self.gaps.left_out():
            demonstration = self.place / "demonstration"
            vault.lock(open_demonstration(demonstration, vault.system_clock, secrets.token_bytes))
        self.note("demonstration made")
        self.start(self.place / "demonstration", demonstration=True)
        self.see("demonstration-locked", "Sightline is locked")
        self.driver.type("Passphrase", PASSPHRASE)
        self.driver.key("Return")
        self.see("today", "Today")
        self.scroll_pictures("today-further", 3)

    def _people(self) -> None:
        self.driver.key("Ctrl+2")
        self.see("people", "People")
        self.driver.type("Name or CRN", "an")
        self.see("people-searched", "People")
        self.refill("Name or CRN", "adrian")
        people = self.driver.find(QAbstractItemView, "People")  # a table, or rows where there is no room for one
        self.driver.do("focus the people", lambda: people.setFocus(Qt.FocusReason.TabFocusReason))
        if isinstance(people, Table):
            self.driver.key("Down")
        self.driver.key("Return")
        self.see("person", "", wait_for="Show as table")
        self.scroll_pictures("person-further", 6)
        self.driver.press("Show as table")
        self.see("person-chart-as-table", "")
        walk_case(self)
        self.driver.key("Ctrl+2")
        self.driver.press("Add a person")
        self.driver._field("CRN")
        self.see("add-a-person", "Add a person")
        self.driver.press("Save")
        self.driver.find(QLabel, "There is a problem")
        self.see("add-a-person-problems", "Add a person")
        self.driver.press("Cancel")

    def _session(self) -> None:
        name = next(one.person_name for one in self._appointments() if one.draft_id is None)
        self.driver.key("Ctrl+1")
        self._start_session_with(name)
        self._guide()

    def _appointments(self) -> Sequence[AppointmentRow]:
        """Read here and now, as the program never does: on its worker thread."""
        with self.gaps.left_out():
            return today.today(self.desk()).appointments

    def _start_session_with(self, name: str) -> None:
        with self.gaps.left_out():  # the picker is a window of its own, shown here for the first time
            self.driver.press("Start a session")
            assert self.background
            self.background.wait_until_idle()
            self.driver.do("settle the picker", lambda: None)
        self.driver.type("Name or CRN", name)
        self.see("who-is-it", "")
        self.driver.key("Return")

    def _guide(self) -> None:
        driver, see = self.driver, self.see
        driver.press("Now")
        driver.press("Office")
        driver.press("Attended, complied")
        see("guide-place-and-outcome", "")
        driver.press("Continue")
        driver.type("Check in", "Came on time. Tired; the new shifts start at five. Sister visited on Sunday.")
        driver.press("New job or volunteering")
        see("guide-check-in", "")
        self._in_the_room()
        driver.press("Continue")
        driver.type("Progress", "Showed the appointment card of the course and talked through last week's plan.")
        see("guide-review-progress", "")
        driver.press("Continue")
        self._factors()
        driver.type("Intervention", "Worked through the week hour by hour and marked the times that are hard.")
        see("guide-intervention", "")
        driver.press("Continue")
        see("guide-children-and-victims", "")
        driver.press("Continue")
        driver.type("Summary", "New shifts change the route to work. A call to the police unit today, then a new plan.")
        see("guide-summarise", "")
        driver.press("Continue")
        driver.press("Add a task")
        driver.type("Task 1: What", "Send the new shift plan")
        driver.type("Task 1: Who", "The person")
        see("guide-set-tasks", "")
        driver.press("Continue")
        self._appointment()
        see("guide-decide", "")
        driver.press("Continue")
        driver.find(QLabel, "There is a problem")
        see("guide-decide-problems", "")
        acting = "Access to potential victims: "
        driver.type(acting + "Who was told", "The police public protection unit, by telephone at 11:40")
        driver.type(acting + "What was decided", "They visit today; a new route to work is agreed until then")
        driver.type(acting + "Why", "The new route passes a primary school when it opens")
        driver.press("Yes")
        driver.type("In a sentence", "The plan for the way to work changes")
        see("guide-decide-answered", "")
        driver.press("Continue")
        see("guide-check-answers", "")
        self.scroll_pictures("guide-check-answers-further", 3)
        driver.press("Sign the session")
        see("session-signed", "", wait_for="Export as PDF…")
        self._export()

    def _in_the_room(self) -> None:
        self.driver.key("F9")
        self.driver.type("In your own words", "I want to keep the job. The early start is hard.")
        self.see("in-the-room", "Our meeting today")
        self.driver.press("Leave the room…")
        self.driver.type("Passphrase", PASSPHRASE)
        self.see("in-the-room-leaving", "Our meeting today")
        self.driver.key("Return")
        self.driver._field("In the person’s own words")
        self.see("guide-own-words", "")

    def _factors(self) -> None:
        driver = self.driver
        for number, (level, basis) in enumerate(
            (
                ("None seen", "Observed"),
                ("Not explored", ""),
                ("Emerging", "Said by the person"),
                ("Act today", "Said by the person"),
                ("None seen", "Observed"),
            ),
            1,
        ):
            if number == 1:
                self.see("guide-factor-unanswered", "")
            driver.press(level)
            if level == "Not explored":
                driver.type("Why not", "No time after the news about the shifts")
            if level in ("Emerging", "Act today"):
                driver.type("What was seen or said", "The new way to work passes a primary school at opening time.")
            if basis:
                driver.press(basis)
            self.see(f"guide-factor-{number}", "")
            driver.press("Continue")

    def _appointment(self) -> None:
        when = vault.system_clock().astimezone() + timedelta(days=14)
        for label, text in (
            ("Date: Day", str(when.day)),
            ("Date: Month", str(when.month)),
            ("Date: Year", str(when.year)),
            ("Time", "10:30"),
        ):
            self.driver.type(label, text)
        self.driver.press("Office")
        self.see("guide-next-appointment", "")
        self.driver.press("Continue")

    def _export(self) -> None:
        target = self.folder / "session-note.pdf"
        target.unlink(missing_ok=True)
        self.driver.press("Export as PDF…")
        self.see("export", "Export the session note")
        self.refill("File", str(target))
        self.refill("Passphrase", PDF_PHRASE)
        self.driver.press("Export")
        self.driver.wait(target.exists, "the exported file")
        self.see("exported", "", wait_for="Done")
        self.driver.press("Done")
        self.draw_pdf(target)

    def _missed_session(self) -> None:
        name = self._appointments()[-1].person_name
        self.driver.key("Ctrl+1")
        self.see("today-after-signing", "Today")
        self._start_session_with(name)
        self.driver.press("Now")
        self.driver.press("Phone")
        self.driver.press("Failed to attend")
        self.driver.press("Continue")
        self.driver.type("What is known", "Did not come at the agreed time; no answer by telephone.")
        self.see("missed-what-happened", "")
        self.driver.key("Escape")
        self.see("today-with-drafts", "Today")

    def _review(self) -> None:
        overdue = self.driver.find(RowList, "Overdue")
        self.driver.do("focus Overdue", lambda: overdue.setFocus(Qt.FocusReason.TabFocusReason))
        self._choose_flag(overdue, "Review the risk of serious harm")
        self.driver.key("R")
        self.see("review-slow-factors", "What is the last evidence on each slow factor?")
        self.driver.key("Escape")
        self.see("today-after-looking", "Today")
        self.driver.do("focus Overdue", lambda: overdue.setFocus(Qt.FocusReason.TabFocusReason))
        self._choose_flag(overdue, "Discuss the case with your SPO")
        self.driver.key("R")
        self.see("review-decision", "What was discussed and decided?")
        self.driver.press("No change")
        self.driver.type("What was discussed, and what was decided", "Nothing new from the police.")
        self.driver.press("Continue")
        self.see("review-check", "Check your answers, then sign")
        self.driver.press("Sign the review")
        self.see("today-after-review", "Today")
        self.driver.key("Ctrl+2")
        self.driver.find(Heading, "People")
        self.driver.key("Tab")
        self.see("people-focused", "People")

    def _choose_flag(self, flags: RowList, title: str) -> None:
        self.driver.key("Home")
        for _row in flags.rows:
            if flags.current_row.beside == title:
                return
            self.driver.key("Down")
        raise LookupError(title)

    def _end(self) -> None:
        self.lock()
        (self.folder / "timings.txt").write_text("\n".join(self.lines) + "\n", encoding="utf-8")
        (self.folder / "gaps.json").write_text(json.dumps(self.gaps.spells), encoding="utf-8")


def _drop_platform_chatter(_kind: QtMsgType, _context: object, message: str) -> None:
    """The offscreen platform says at each window that it has no window manager; anything else is passed on."""
    if "propagateSizeHints" not in message:
        print(message, file=sys.stderr)


@contextmanager
def _private_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--theme", choices=["light", "dark"], default="light")
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--size", default="1280x760")
    parser.add_argument("--gaps", action="store_true")
    chosen = parser.parse_args(words)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    set_language()
    qInstallMessageHandler(_drop_platform_chatter)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for old in [*chosen.folder.glob("[0-9][0-9]-*.png"), chosen.folder / "timings.txt"]:
        old.unlink(missing_ok=True)
    application = QApplication(["tour"])
    with _private_folder() as place:
        theme, scale = Theme(chosen.theme), chosen.scale / 100
        apply_theme(application, theme, scale)
        FocusRing(application)
        warm_up()  # which the program does while the passphrase is typed
        tour = Tour(chosen.folder, place, theme=theme, scale=scale, size=chosen.size, pictures=not chosen.gaps)
        try:
            tour.walk()
        except BaseException:
            tour.picture("where-it-stopped")
            raise
    print(f"{tour.count} pages in {chosen.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
