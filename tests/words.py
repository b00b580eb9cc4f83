"""Words that are never shown, printed or logged (practice rules, section 1), and where they stand in a text."""

import re

TITLES = re.compile(r"(prison|community) offender manager|offender assessment system", re.IGNORECASE)
"""Official titles keep their words."""
BANNED = re.compile(
    r"\b(?:sex[\s-]*)?offenders?\b"
    r"|\bservice[\s-]users?\b"
    r"|\bpredators?\b|\bpredatory\b"
    r"|\bpa?edophil\w*"
    r"|\blie[\s-]detect\w*"
    r"|\bdodged\b|\bAWOL\b"
    r"|\bon the register\b"
    r"|\b(?:passed|failed)\b[^.]{0,40}\bpolygraph|\bpolygraph\b[^.]{0,40}\b(?:passed|failed)\b",
    re.IGNORECASE,
)
POP = re.compile(r"\bPoPs?\b")


def banned_in(text: str) -> list[str]:
    """The words of the text that may not be shown, in order."""
    plain = TITLES.sub("", text)
    return [found.group() for pattern in (BANNED, POP) for found in pattern.finditer(plain)]
