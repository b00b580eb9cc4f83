"""Alterations of the audit's rows, as somebody with the database key but not the audit key could make them.

Seeded; the tests make a few hundred, the fault harness thousands.
"""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from app.domain.problems import AuditBroken
from app.store import audit, engine, schema
from app.store.engine import Connection

KEY, WRONG_KEY = b"a" * 32, b"b" * 32
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
COLUMNS = ("at", "action", "kind", "subject_id", "count", "mac")
ACTS = (("unlock", "passphrase"), ("view", "person"), ("edit", "person"), ("sign", "session"), ("export", "session"))
ROWS = 40

Values = tuple[object, ...]
Mutation = Callable[[Connection, random.Random], object]


def undetected(folder: Path, count: int, seed: int) -> list[str]:
    """Make `count` alterations, each to an untouched chain; gives the names of those that nobody noticed."""
    chance = random.Random(seed)
    store = engine.create(folder / f"audit-{seed}.db", "0" * 64)  # without the triggers, which such a person can drop
    missed: list[str] = []
    try:
        with store.begin() as db:
            schema.metadata.create_all(db, [audit.audit])
            _fill(db, chance)
            remembered = audit.head(db)  # what head.json keeps outside the database
        made = 0
        while made < count:
            mutate = chance.choice(MUTATIONS)
            with store.read() as db:  # which drops what is written in it
                before = _rows(db)
                mutate(db, chance)
                if _rows(db) == before:
                    continue  # it changed nothing, say by swapping two that are alike
                made += 1
                if not _noticed(db, remembered):
                    missed.append(mutate.__name__)
    finally:
        store.close()
    return missed


def lengthen(db: Connection, key: bytes, count: int) -> audit.Head:
    """Add `count` rows to the chain's end, quicker than one by one; gives the new head."""
    end = audit.head(db)
    number, mac = end.seq, end.mac
    rows = []
    for _row_number in range(count):
        values = (schema.as_text(AT), "view", "person", UUID(int=number).bytes, 1)
        number, mac = number + 1, audit.mac_of(key, mac, number + 1, *values)
        rows.append((number, *values, mac))
    db.exec_driver_sql("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    return audit.Head(number, mac)


def _fill(db: Connection, chance: random.Random) -> None:
    people = [UUID(int=chance.getrandbits(128)) for _ in range(4)]
    for number in range(ROWS):
        action, kind = chance.choice(ACTS)
        subject = None if kind == "passphrase" else chance.choice(people)
        audit.append(db, KEY, AT + timedelta(minutes=number // 2), action, kind, subject, 1 + number % 3)


def _noticed(db: Connection, remembered: audit.Head) -> bool:
    try:
        return audit.verify(db, KEY) != remembered
    except AuditBroken:
        return True


def _rows(db: Connection) -> list[Values]:
    """Every value as it is stored, whatever it is."""
    values = ", ".join(f"typeof({column}), hex({column})" for column in ("seq", *COLUMNS))
    return [tuple(row) for row in db.exec_driver_sql(f"SELECT {values} FROM audit ORDER BY seq")]


def _row(db: Connection, seq: int) -> Values:
    found = db.exec_driver_sql("SELECT * FROM audit WHERE seq = ?", (seq,)).one()
    return tuple(found)


def _any(chance: random.Random) -> int:
    return chance.randint(1, ROWS)


def _renumber(db: Connection, numbers: dict[int, int]) -> None:
    """Give rows other numbers, through numbers that are free."""
    for old, new in numbers.items():
        db.exec_driver_sql("UPDATE audit SET seq = ? WHERE seq = ?", (10_000 + new, old))
    db.exec_driver_sql("UPDATE audit SET seq = seq - 10000 WHERE seq > 10000")


def _chain_on(db: Connection, after: int, key: bytes) -> None:
    """Make the rows after `after` a chain again, with a key that is not the audit's."""
    rows = [row for row in audit.page(db, limit=2 * ROWS) if row.seq > after]
    db.exec_driver_sql("DELETE FROM audit WHERE seq > ?", (after,))
    for row in reversed(rows):
        audit.append(db, key, row.at, row.action, row.kind, row.subject_id, row.count)


# ── Edits ────────────────────────────────────────────────────────────────────────────────────────────


def edit_with_another_rows_value(db: Connection, chance: random.Random) -> None:
    place = chance.randrange(len(COLUMNS))
    value = _row(db, _any(chance))[1 + place]
    db.exec_driver_sql(f"UPDATE audit SET {COLUMNS[place]} = ? WHERE seq = ?", (value, _any(chance)))


def edit_one_bit(db: Connection, chance: random.Random) -> None:
    place, seq = chance.randrange(len(COLUMNS)), _any(chance)
    value = _row(db, seq)[1 + place]
    if isinstance(value, int):
        value ^= 1 << chance.randrange(31)
    elif isinstance(value, str):
        at = chance.randrange(len(value))
        value = value[:at] + chr(ord(value[at]) ^ 1 << chance.randrange(7)) + value[at + 1 :]
    elif isinstance(value, bytes):
        at = chance.randrange(len(value))
        value = value[:at] + bytes([value[at] ^ 1 << chance.randrange(8)]) + value[at + 1 :]
    db.exec_driver_sql(f"UPDATE audit SET {COLUMNS[place]} = ? WHERE seq = ?", (value, seq))


def edit_to_what_is_never_written(db: Connection, chance: random.Random) -> None:
    odd = chance.choice(["''", "x''", "x'00ff'", "-1", "2.5", "9223372036854775807", "CAST(x'ff' AS TEXT)", "char(0)"])
    db.exec_driver_sql(f"UPDATE audit SET {chance.choice(COLUMNS)} = {odd} WHERE seq = {_any(chance)}")


def edit_the_way_a_value_is_spelt(db: Connection, chance: random.Random) -> None:
    """The same moment, id or code, written differently."""
    other = chance.choice(
        [
            "at = replace(at, 'Z', '+00:00')",
            "at = at || ' '",
            "subject_id = lower(hex(subject_id))",
            "mac = upper(mac)",
            "action = CAST(action AS BLOB)",
            "kind = kind || char(0)",
        ]
    )
    db.exec_driver_sql(f"UPDATE audit SET {other} WHERE seq = {_any(chance)}")


def edit_and_chain_on_with_another_key(db: Connection, chance: random.Random) -> None:
    seq = _any(chance)
    db.exec_driver_sql("UPDATE audit SET count = count + 1 WHERE seq = ?", (seq,))
    _chain_on(db, seq - 1, WRONG_KEY)


def clear_every_subject(db: Connection, _chance: random.Random) -> None:
    db.exec_driver_sql("UPDATE audit SET subject_id = NULL")


# ── Deletions ────────────────────────────────────────────────────────────────────────────────────────


def delete_one(db: Connection, chance: random.Random) -> None:
    db.exec_driver_sql("DELETE FROM audit WHERE seq = ?", (_any(chance),))


def delete_several(db: Connection, chance: random.Random) -> None:
    first = _any(chance)
    db.exec_driver_sql("DELETE FROM audit WHERE seq BETWEEN ? AND ?", (first, first + chance.randrange(ROWS)))


def delete_the_end(db: Connection, chance: random.Random) -> None:
    db.exec_driver_sql("DELETE FROM audit WHERE seq > ?", (_any(chance) - 1,))


def delete_the_start_and_renumber(db: Connection, chance: random.Random) -> None:
    cut = _any(chance)
    db.exec_driver_sql("DELETE FROM audit WHERE seq <= ?", (cut,))
    db.exec_driver_sql("UPDATE audit SET seq = -(seq - ?)", (cut,))
    db.exec_driver_sql("UPDATE audit SET seq = -seq")


def delete_one_and_close_the_gap(db: Connection, chance: random.Random) -> None:
    gone = _any(chance)
    db.exec_driver_sql("DELETE FROM audit WHERE seq = ?", (gone,))
    _renumber(db, {seq: seq - 1 for seq in range(gone + 1, ROWS + 1)})


# ── Insertions ───────────────────────────────────────────────────────────────────────────────────────


def add_one_with_another_key(db: Connection, chance: random.Random) -> None:
    audit.append(db, WRONG_KEY, AT, "unlock", "passphrase", None, 1)


def add_a_copy_at_the_end(db: Connection, chance: random.Random) -> None:
    _seq, *values = _row(db, _any(chance))
    db.exec_driver_sql("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", (ROWS + 1, *values))


def add_one_before_the_first(db: Connection, chance: random.Random) -> None:
    _seq, *values = _row(db, _any(chance))
    number = chance.choice([0, -1, -(2**63)])
    db.exec_driver_sql("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", (number, *values))


def add_one_between(db: Connection, chance: random.Random) -> None:
    place = _any(chance)
    _seq, *values = _row(db, _any(chance))
    _renumber(db, {seq: seq + 1 for seq in range(place, ROWS + 1)})
    db.exec_driver_sql("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", (place, *values))


# ── Another order ────────────────────────────────────────────────────────────────────────────────────


def swap_two(db: Connection, chance: random.Random) -> None:
    one, other = chance.sample(range(1, ROWS + 1), 2)
    _renumber(db, {one: other, other: one})


def swap_what_two_say(db: Connection, chance: random.Random) -> None:
    """All but the codes, so that each still has the one that stood there."""
    one, other = chance.sample(range(1, ROWS + 1), 2)
    for seq, values in ((one, _row(db, other)), (other, _row(db, one))):
        statement = "UPDATE audit SET at = ?, action = ?, kind = ?, subject_id = ?, count = ? WHERE seq = ?"
        db.exec_driver_sql(statement, (*values[1:6], seq))


def swap_the_codes_of_two(db: Connection, chance: random.Random) -> None:
    one, other = chance.sample(range(1, ROWS + 1), 2)
    for seq, values in ((one, _row(db, other)), (other, _row(db, one))):
        db.exec_driver_sql("UPDATE audit SET mac = ? WHERE seq = ?", (values[6], seq))


def shuffle_some(db: Connection, chance: random.Random) -> None:
    first = chance.randint(1, ROWS - 3)
    some = list(range(first, chance.randint(first + 2, ROWS) + 1))
    _renumber(db, dict(zip(some, chance.sample(some, len(some)), strict=True)))


def turn_round(db: Connection, _chance: random.Random) -> None:
    _renumber(db, {seq: ROWS + 1 - seq for seq in range(1, ROWS + 1)})


MUTATIONS: tuple[Mutation, ...] = (
    edit_with_another_rows_value,
    edit_one_bit,
    edit_to_what_is_never_written,
    edit_the_way_a_value_is_spelt,
    edit_and_chain_on_with_another_key,
    clear_every_subject,
    delete_one,
    delete_several,
    delete_the_end,
    delete_the_start_and_renumber,
    delete_one_and_close_the_gap,
    add_one_with_another_key,
    add_a_copy_at_the_end,
    add_one_before_the_first,
    add_one_between,
    swap_two,
    swap_what_two_say,
    swap_the_codes_of_two,
    shuffle_some,
    turn_round,
)
