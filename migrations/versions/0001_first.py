"""First tables: audit, officers, people, sessions and what belongs to them.

Column types are spelled out here, so that a later change of the models cannot change what this revision made.
"""

import sqlalchemy as sa
from alembic import op

from app.store.schema import trigger_statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16)
MOMENT = sa.String(27)

SEALED = (
    "absence_judgements",
    "act_decisions",
    "addenda",
    "appointments",
    "audit",
    "claim_checks",
    "claim_settlings",
    "deferrals",
    "events",
    "information",
    "markings",
    "officers",
    "official_dates",
    "person_changes",
    "ratings",
    "records",
    "reference_edits",
    "reviews",
    "rule_edits",
    "sessions",
    "suspensions",
    "task_checks",
    "tasks",
)


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject_id", ID),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("mac", sa.String(64), nullable=False),
    )
    op.create_table(
        "officers",
        sa.Column("id", ID, primary_key=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("spo", sa.Text, nullable=False),
    )
    op.create_table(
        "people",
        sa.Column("id", ID, primary_key=True),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("preferred_name", sa.Text, nullable=False),
        sa.Column("crn", sa.Text, nullable=False),
        sa.Column("date_of_birth", sa.Date),
        sa.Column("sex", sa.Text),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("interpreter", sa.Boolean, nullable=False),
        sa.Column("adjustments", sa.Text, nullable=False),
        sa.Column("staff_alerts", sa.Text, nullable=False),
        sa.Column("risk_to_self", sa.Text, nullable=False),
        sa.Column("index_offence", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("address_type", sa.Text),
        sa.Column("household", sa.Text, nullable=False),
        sa.Column("practitioners", sa.Text, nullable=False),
        sa.Column("rar_days_allowed", sa.Integer),
        sa.Column("status", sa.Text),
        sa.Column("sentence_start", sa.Date),
        sa.Column("release_date", sa.Date),
        sa.Column("licence_end", sa.Date),
        sa.Column("sentence_end", sa.Date),
        sa.Column("rosh_community_children", sa.Text),
        sa.Column("rosh_community_public", sa.Text),
        sa.Column("rosh_community_known_adult", sa.Text),
        sa.Column("rosh_community_staff", sa.Text),
        sa.Column("rosh_community_prisoners", sa.Text),
        sa.Column("rosh_custody_children", sa.Text),
        sa.Column("rosh_custody_public", sa.Text),
        sa.Column("rosh_custody_known_adult", sa.Text),
        sa.Column("rosh_custody_staff", sa.Text),
        sa.Column("rosh_custody_prisoners", sa.Text),
        sa.Column("mappa_category", sa.Integer),
        sa.Column("mappa_level", sa.Integer),
        sa.Column("tier", sa.Text, nullable=False),
        sa.Column("registered", sa.Boolean, nullable=False),
        sa.Column("contact_days", sa.Integer),
    )
    op.create_table(
        "appointments",
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("made_at", MOMENT, primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "drafts",
        sa.Column("id", ID, primary_key=True),
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), nullable=False, unique=True),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "whereabouts",
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("person_id", ID, sa.ForeignKey("people.id")),
        sa.Column("subject", ID),
        sa.Column("detail", sa.Text, nullable=False),
    )
    op.create_table(
        "person_changes",
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("officer_id", ID, sa.ForeignKey("officers.id"), nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reviews",
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", ID),
        sa.Column("done_on", sa.Date, nullable=False),
        sa.Column("changed", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("officer_id", ID, sa.ForeignKey("officers.id"), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("considered", sa.Text, nullable=False),
        sa.Column("children_or_victims", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sessions",
        sa.Column("id", ID, primary_key=True),
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("officer_id", ID, sa.ForeignKey("officers.id"), nullable=False),
        sa.Column("held_at", MOMENT, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("signed_at", MOMENT, nullable=False, index=True),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("absence_reason", sa.Text),
        sa.Column("absence_note", sa.Text, nullable=False),
        sa.Column("action", sa.Text),
        sa.Column("changes", sa.Text, nullable=False),
        sa.Column("check_in", sa.Text, nullable=False),
        sa.Column("own_words", sa.Text, nullable=False),
        sa.Column("progress", sa.Text, nullable=False),
        sa.Column("intervention", sa.Text, nullable=False),
        sa.Column("stance", sa.Text, nullable=False),
        sa.Column("safeguarding", sa.Text, nullable=False),
        sa.Column("release", sa.Text, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("next_at", MOMENT),
        sa.Column("next_place", sa.Text),
        sa.Column("rar_day", sa.Boolean, nullable=False),
        sa.Column("changes_assessment", sa.Boolean),
        sa.Column("decision_note", sa.Text, nullable=False),
        sa.Index("ix_sessions_course", "person_id", "held_at", "id", "outcome", "place", "rar_day", "signed_at"),
        sa.Index(
            "ix_sessions_absent",
            "person_id",
            "held_at",
            "id",
            "outcome",
            "action",
            sqlite_where=sa.text("outcome IN ('acceptable_absence', 'unacceptable_absence', 'failed_to_attend')"),
        ),
    )
    op.create_table(
        "act_decisions",
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("session_id", ID, sa.ForeignKey("sessions.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("factor", sa.Text, nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("decided", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("why_nothing", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "addenda",
        sa.Column("session_id", ID, sa.ForeignKey("sessions.id"), primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("officer_id", ID, sa.ForeignKey("officers.id"), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "events",
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("session_id", ID, sa.ForeignKey("sessions.id")),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "information",
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("session_id", ID, sa.ForeignKey("sessions.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("way", sa.Text, nullable=False),
        sa.Column("agency", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ratings",
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("session_id", ID, sa.ForeignKey("sessions.id"), primary_key=True),
        sa.Column("factor", sa.Text, primary_key=True),
        sa.Column("held_at", MOMENT, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("basis", sa.Text),
        sa.Column("confirmed_by", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("helped", sa.Text, nullable=False),
        sa.Column("done", sa.Text, nullable=False),
        sa.Index("ix_ratings_latest", "person_id", "factor", "held_at", "level"),
        sa.Index(
            "ix_ratings_said",
            "person_id",
            "factor",
            "held_at",
            "session_id",
            sqlite_where=sa.text("basis = 'said' AND trim(evidence) != ''"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tasks",
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("session_id", ID, sa.ForeignKey("sessions.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("id", ID, nullable=False, unique=True),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("set_on", sa.Date, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claim_checks",
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("checked_in", ID, sa.ForeignKey("sessions.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("session_id", ID, nullable=False),
        sa.Column("factor", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id", "session_id", "factor"], ["ratings.person_id", "ratings.session_id", "ratings.factor"]
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claim_settlings",
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("session_id", ID, nullable=False),
        sa.Column("factor", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("officer_id", ID, sa.ForeignKey("officers.id"), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id", "session_id", "factor"], ["ratings.person_id", "ratings.session_id", "ratings.factor"]
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "task_checks",
        sa.Column("task_id", ID, sa.ForeignKey("tasks.id"), primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("session_id", ID, sa.ForeignKey("sessions.id"), index=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("checked_at", MOMENT, nullable=False),
        sa.Column("officer_id", ID, sa.ForeignKey("officers.id"), nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "review_drafts",
        sa.Column("id", ID, primary_key=True),
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", ID),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("person_id", "kind", "subject"),
        sa.Index("ix_review_drafts_of_none", "person_id", "kind", unique=True, sqlite_where=sa.text("subject IS NULL")),
    )
    op.create_table(
        "official_dates",
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("system", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("officer_id", ID, sa.ForeignKey("officers.id"), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "deferrals",
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", ID),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("officer_id", ID, sa.ForeignKey("officers.id"), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "suspensions",
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("officer_id", ID, sa.ForeignKey("officers.id"), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "absence_judgements",
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("session_id", ID, sa.ForeignKey("sessions.id"), primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("acceptable", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("seen_on", sa.Date),
        sa.Column("officer_id", ID, sa.ForeignKey("officers.id"), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rule_edits",
        sa.Column("id", ID, primary_key=True),
        sa.Column("rule_key", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("officer_id", ID, sa.ForeignKey("officers.id"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reference_edits",
        sa.Column("id", ID, primary_key=True),
        sa.Column("list", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("officer_id", ID, sa.ForeignKey("officers.id"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "records",
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("removed", sa.Text, nullable=False),
        sa.Column("officer_id", ID, sa.ForeignKey("officers.id"), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "markings",
        sa.Column("person_id", ID, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("subject", ID, nullable=False, index=True),
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("put", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("on_day", sa.Date),
        sa.Column("officer_id", ID, sa.ForeignKey("officers.id"), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sqlite_with_rowid=False,
    )
    for table in SEALED:
        for statement in trigger_statements(table):
            op.execute(statement)
