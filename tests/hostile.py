"""Texts that a form must survive: nothing of them may be lost, rendered or break anything."""

import re

HOSTILE = (
    "<b>bold</b> & <i>x</i> </para><script>alert(1)</script>",
    "NUL \x00 bell \x07 escape \x1b[31m end",
    "🙂 👩‍👩‍👧 e\u0301 ŵŷ",
    "\u202eright to left\u202c שלום مرحبا",
    "half \ud83d surrogate \udc00",
    "one\r\ntwo\rthree\u2028four\u2029five\tsix",
    "'; DROP TABLE sessions; -- \" \\ \\u0000 %s {name} $1 ?",
    "null",
    "0",
    "word " * 20_000,
)


def cleaned_of(text: str) -> str:
    """What is kept of it: no control characters, no turns of direction, no half surrogates, and plain line ends."""
    turns = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    even = re.sub("\r\n|[\r\u2028\u2029]", "\n", text)
    return "".join(
        c
        for c in even
        if c in "\n\t" or (c >= " " and c != "\x7f" and c not in turns and not "\ud800" <= c <= "\udfff")
    )
