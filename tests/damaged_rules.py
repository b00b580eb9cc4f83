"""A mistake in the rules that ship, for as long as a test looks."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.services import rules


@contextmanager
def damaged_rule(key: str) -> Iterator[None]:
    """The rule of this key says its kind twice, which cannot be read."""
    text = rules._read("rules.toml").replace(f'key = "{key}"', f'key = "{key}"\nkind = "twice"', 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules, "_read", lambda _name: text)
        rules.shipped.cache_clear()
        try:
            yield
        finally:
            rules.shipped.cache_clear()
