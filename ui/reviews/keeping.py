"""One review between the store and its page: begun in the store by the first save, so that looking writes nothing.

Must not know any widget. Everything here runs on the worker thread, one call after another.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from app.domain.case_problems import LooksLikeThirdParty
from app.domain.reviews import Review, ReviewDraft, ReviewEntry
from app.services import people, records, reviews
from app.services.beside import Beside, for_review
from app.services.desk import Desk


class OpenReview:
    """``beside`` is what stands beside it; ``entry`` what stood there when it was opened."""

    def __init__(self, desk: Desk, beside: Beside, draft: ReviewDraft | None) -> None:
        self.beside = beside
        self.entry = draft.entry if draft else beside.entry
        self._desk = desk
        self._draft = draft

    @property
    def begun(self) -> bool:
        """Whether there is a draft in the store."""
        return self._draft is not None

    def save(self, entry: ReviewEntry) -> None:
        """Raises NotFound, ReviewSigned, ReviewUnreadable."""
        reviews.save_draft(self._desk, self._with(entry))

    def sign(self, entry: ReviewEntry, *, sure: bool = False) -> Review:
        """Raises FieldProblems while something is missing, LooksLikeThirdParty unless ``sure``, and as `save`."""
        asked = [] if sure else records.entry_worries(self._desk, self.beside.person.id, entry)
        if asked:
            raise LooksLikeThirdParty(asked)
        return reviews.sign(self._desk, self._with(entry))

    def discard(self) -> None:
        """Raises NotFound and ReviewSigned."""
        if self._draft:
            reviews.discard_draft(self._desk, self._draft.id)

    def _with(self, entry: ReviewEntry) -> ReviewDraft:
        if self._draft is None:
            beside = self.beside
            self._draft = reviews.start(self._desk, beside.person.id, beside.kind, beside.subject).draft
        return replace(self._draft, entry=entry)


def open_review(desk: Desk, person_id: UUID, kind: str, subject: UUID | None = None) -> OpenReview:
    """The person's review of this kind about this subject: carried on, or new.

    Raises FieldProblems, NotFound, ReviewUnreadable.
    """
    beside = for_review(desk, person_id, kind, subject)
    return OpenReview(desk, beside, reviews.draft_of(desk, person_id, kind, subject))


def begin_again(desk: Desk, person_id: UUID, kind: str, subject: UUID | None = None) -> OpenReview:
    """Discard the person's unsigned review of this kind, even one that cannot be read. Raises NotFound."""
    for draft in people.page(desk, person_id).review_drafts:
        if (draft.kind, draft.subject) == (kind, subject):
            reviews.discard_draft(desk, draft.id)
    return open_review(desk, person_id, kind, subject)
