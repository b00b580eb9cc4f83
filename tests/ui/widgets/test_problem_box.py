"""What the log says of an error nobody expected."""

import pytest

from ui.widgets.problem_box import log_unexpected


@pytest.mark.parametrize("path", [r"C:\Users\pyrson\sightline\page.py", "/home/pyrson/sightline/page.py"])
def test_the_log_names_a_file_and_no_folder_of_the_officer(path: str, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        exec(compile("1 / 0", path, "exec"))
    log_unexpected(caught.value)
    assert "page.py:1" in caplog.text
    assert "pyrson" not in caplog.text
