"""The catalogue is looked for once, and the standard library's own calls go on working."""

import subprocess
import sys


def test_a_language_can_be_asked_for_as_a_list() -> None:
    script = """
import gettext
from ui.shell.language import set_language
set_language(); set_language()
assert isinstance(gettext.translation("sightline", languages=["cy"], fallback=True), gettext.NullTranslations)
assert gettext.gettext("Today") == "Today"
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
