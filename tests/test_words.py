"""No text of the program uses a word about people that the practice rules forbid."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.words import banned_in

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = {".toml", ".md", ".txt", ".qss", ".po", ".pot", ".svg"}


def strings_of(source: str) -> Iterator[tuple[int, str]]:
    """Every string of a Python source with its line, without docstrings and comments."""
    tree = ast.parse(source)
    statements = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in statements:
            yield node.lineno, node.value


def texts_of(value: object) -> Iterator[str]:
    """Every key and text in what a TOML file holds."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize(
    "text",
    [
        "The offender was seen", "a sex offender", "Sex-offenders", "service users", "The PoP came", "a predator",
        "paedophile", "a lie detector", "passed the polygraph", "His polygraph was failed", "He went AWOL",
        "He is on the register",
    ],
)  # fmt: skip
def test_forbidden_words_are_found(text: str) -> None:
    assert banned_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "prison offender manager", "Community Offender Manager (COM)", "Offender Assessment System (OASys)", "offence",
        "the sexual reoffending predictors", "POM", "population", "He passed the test. Polygraph examination due.",
        "failed to attend",
    ],
)  # fmt: skip
def test_official_titles_and_plain_words_are_allowed(text: str) -> None:
    assert banned_in(text) == []


def test_no_string_of_the_program_holds_one() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {word}"
        for folder in ("app", "ui")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, text in strings_of(path.read_text("utf-8"))
        for word in banned_in(text)
    ]
    assert found == []


def test_no_resource_holds_one() -> None:
    found = []
    for path in sorted((ROOT / "resources").rglob("*")):
        if path.suffix in WRITTEN:
            text = path.read_text("utf-8")
            if path.suffix == ".toml":
                text = "\n".join(texts_of(tomllib.loads(text)))
            found += [f"{path.relative_to(ROOT)}: {word}" for word in banned_in(text)]
    assert found == []


def test_no_text_names_the_licensed_instrument_or_makes_a_total() -> None:
    licensed = re.compile(r"ACUTE[- ]2007|STABLE[- ]2007|\b(?:total|overall) (?:score|rating|risk)", re.IGNORECASE)
    texts = [
        (path, text)
        for folder in ("app", "ui")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for _line, text in strings_of(path.read_text("utf-8"))
    ]
    texts += [(path, path.read_text("utf-8")) for path in sorted((ROOT / "resources").glob("*.toml"))]
    assert [path.name for path, text in texts if licensed.search(text)] == []
    assert licensed.search("ACUTE-2007")
