"""A crib for ARMS or OASys: under each heading the dated entries that bear on it, and what has no recent evidence.

Nothing is judged or totalled here. Must not know the store or the services.
"""

from dataclasses import dataclass
from datetime import date
from gettext import gettext as _

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from app.domain.crib_text import evidence_label
from app.domain.cribs import Crib, Heading
from app.domain.days import day_words
from app.domain.officers import Officer
from app.domain.people import Person
from app.exports.blocks import facts, labelled, line, notice, section
from app.exports.document import BOLD, SMALL, TITLE, Sheet, build, style

LONGEST_TITLE = 200
"""Characters of a person's name over the crib."""
_GAP = style("gap", 10, fontName=BOLD, spaceAfter=1 * mm)


@dataclass(frozen=True, kw_only=True)
class CribSheet:
    person: Person
    officer: Officer
    crib: Crib
    printed_on: date


def crib(sheet: CribSheet) -> bytes:
    """The crib as PDF, not encrypted: it may not touch a disk like this."""
    form, day, person = sheet.crib.form.label, day_words(sheet.printed_on), sheet.person.details
    story = [
        line(_("Crib for {form}").format(form=form), SMALL),
        line(" ".join(person.name.split())[:LONGEST_TITLE], TITLE),
        facts(
            [
                (_("CRN"), person.crn),
                (_("Printed"), day),
                (_("Practitioner"), sheet.officer.name),
                (_("Role"), sheet.officer.role),
            ]
        ),
        Spacer(0, 2 * mm),
        line(_("Dated entries as recorded, under the headings of the form. What they mean is for you to say."), SMALL),
    ]
    if sheet.crib.fault:
        story += [Spacer(0, 2 * mm), notice(_("Not complete"), sheet.crib.fault)]
    for heading in sheet.crib.headings:
        story += section(heading.title, _under(heading))
    head = Sheet(
        title=_("Crib for {form}, {day}").format(form=form, day=day),
        running=_("Crib for {form} · {crn} · {day}").format(form=form, crn=person.crn[:20], day=day),
        draft=False,
    )
    return build(head, story)


def _under(heading: Heading) -> list[Flowable]:
    """What has no recent evidence says so first; the grounds of the heading come last."""
    story: list[Flowable] = [line(heading.gap, _GAP)] if heading.gap else []
    for one in heading.evidence:
        story += labelled(evidence_label(one), one.words)
    grounds = _("What stands here: {source}; {confidence}.")
    return [*story, line(grounds.format(source=heading.source, confidence=heading.confidence.label), SMALL)]
