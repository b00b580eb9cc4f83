"""Where a session takes place and how it ended (headings of the live HMPPS service, confidence: high)."""

from __future__ import annotations

from enum import StrEnum
from gettext import gettext as _


class Place(StrEnum):
    OFFICE = "office"
    HOME_VISIT = "home_visit"
    PRISON_VISIT = "prison_visit"
    PHONE = "phone"
    VIDEO = "video"
    APPROVED_PREMISES = "approved_premises"

    @property
    def label(self) -> str:
        return {
            Place.OFFICE: _("Office"),
            Place.HOME_VISIT: _("Home visit"),
            Place.PRISON_VISIT: _("Prison visit"),
            Place.PHONE: _("Phone"),
            Place.VIDEO: _("Video"),
            Place.APPROVED_PREMISES: _("Approved premises"),
        }[self]

    @property
    def face_to_face(self) -> bool:
        return self not in (Place.PHONE, Place.VIDEO)


class Outcome(StrEnum):
    COMPLIED = "complied"
    FAILED_TO_COMPLY = "failed_to_comply"
    SENT_HOME_BEHAVIOUR = "sent_home_behaviour"
    SENT_HOME_SERVICE = "sent_home_service"
    ACCEPTABLE_ABSENCE = "acceptable_absence"
    UNACCEPTABLE_ABSENCE = "unacceptable_absence"
    FAILED_TO_ATTEND = "failed_to_attend"
    RESCHEDULED = "rescheduled"

    @property
    def label(self) -> str:
        return {
            Outcome.COMPLIED: _("Attended, complied"),
            Outcome.FAILED_TO_COMPLY: _("Attended, failed to comply"),
            Outcome.SENT_HOME_BEHAVIOUR: _("Attended, sent home (behaviour)"),
            Outcome.SENT_HOME_SERVICE: _("Attended, sent home (service issues)"),
            Outcome.ACCEPTABLE_ABSENCE: _("Acceptable absence"),
            Outcome.UNACCEPTABLE_ABSENCE: _("Unacceptable absence"),
            Outcome.FAILED_TO_ATTEND: _("Failed to attend"),
            Outcome.RESCHEDULED: _("Rescheduled"),
        }[self]

    @property
    def held(self) -> bool:
        """Whether the person was seen, so that the whole guide is asked for."""
        return self in (Outcome.COMPLIED, Outcome.FAILED_TO_COMPLY)

    @property
    def known_beforehand(self) -> bool:
        """Whether it can be recorded before the time of the session."""
        return self in (Outcome.ACCEPTABLE_ABSENCE, Outcome.RESCHEDULED)

    @property
    def tells_of_attending(self) -> bool:
        """Whether it counts when missed sessions are counted: all others are passed over."""
        return self.held or self.missed

    @property
    def missed(self) -> bool:
        """Counts as a missed session for the trigger and the absence clocks."""
        return self in (Outcome.UNACCEPTABLE_ABSENCE, Outcome.FAILED_TO_ATTEND)


class AbsenceReason(StrEnum):
    COURT_LEGAL = "court_legal"
    EMPLOYMENT = "employment"
    FAMILY_CHILDCARE = "family_childcare"
    HOLIDAY = "holiday"
    MEDICAL = "medical"
    RELIGIOUS = "religious"
    REMAND = "remand"
    PROFESSIONAL_JUDGEMENT = "professional_judgement"

    @property
    def label(self) -> str:
        return {
            AbsenceReason.COURT_LEGAL: _("Court or legal"),
            AbsenceReason.EMPLOYMENT: _("Employment"),
            AbsenceReason.FAMILY_CHILDCARE: _("Family or childcare"),
            AbsenceReason.HOLIDAY: _("Holiday"),
            AbsenceReason.MEDICAL: _("Medical"),
            AbsenceReason.RELIGIOUS: _("Religious"),
            AbsenceReason.REMAND: _("Remand"),
            AbsenceReason.PROFESSIONAL_JUDGEMENT: _("Professional judgement"),
        }[self]


class Action(StrEnum):
    """What the officer did about an outcome; the program records it and never decides breach or recall."""

    FIRST_WARNING = "first_warning"
    SECOND_WARNING = "second_warning"
    BREACH_REQUESTED = "breach_requested"
    BREACH_INITIATED = "breach_initiated"
    RECALL_REQUESTED = "recall_requested"
    DECISION_PENDING = "decision_pending"
    MANAGEMENT_OVERSIGHT = "management_oversight"
    NO_FURTHER_ACTION = "no_further_action"

    @property
    def label(self) -> str:
        return {
            Action.FIRST_WARNING: _("First warning letter"),
            Action.SECOND_WARNING: _("Second warning letter"),
            Action.BREACH_REQUESTED: _("Breach requested"),
            Action.BREACH_INITIATED: _("Breach initiated"),
            Action.RECALL_REQUESTED: _("Recall requested"),
            Action.DECISION_PENDING: _("Decision pending"),
            Action.MANAGEMENT_OVERSIGHT: _("Management oversight"),
            Action.NO_FURTHER_ACTION: _("No further action"),
        }[self]
