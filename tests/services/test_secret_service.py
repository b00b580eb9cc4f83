"""A store on a real Secret Service: a gnome-keyring of its own, on a message bus of its own, in a child process."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desks import PASSPHRASE

BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""  # no folders of services: nothing is started unasked, and a daemon that was killed stays away

CHILD = """
import os, subprocess, sys, time
from contextlib import closing
from pathlib import Path

import secretstorage
from app.domain.keyring_problems import KeyringProblem
from app.services import secrets, vault
from tests.desks import Clock

folder, passphrase, recovery_key = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
clock = Clock()

def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\\n")
    sys.stdout.flush()

def daemon(password):
    started = subprocess.Popen(
        ["gnome-keyring-daemon", "--unlock", "--foreground", "--components=secrets"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    started.stdin.write(password)
    started.stdin.close()
    with closing(secretstorage.dbus_init()) as bus:
        for _again in range(100):
            if secretstorage.check_service_availability(bus):
                return started
            time.sleep(0.05)
    raise SystemExit("the daemon did not come up")

def end(started):
    started.kill()
    started.wait()

def try_to_unlock(when, typed=passphrase):
    began = time.monotonic()
    try:
        desk = vault.unlock(folder, typed, clock, os.urandom)
    except KeyringProblem as problem:
        say(when, type(problem).__name__)
    else:
        say(when, "opened")
        vault.lock(desk)
    if time.monotonic() - began > 5:
        raise SystemExit("it took too long")

def entries():
    with closing(secretstorage.dbus_init()) as bus:
        return sorted(item.get_label() for item in secretstorage.get_default_collection(bus).get_all_items())

def delete_the_items():
    with closing(secretstorage.dbus_init()) as bus:
        for item in secretstorage.get_default_collection(bus).get_all_items():
            item.delete()

desk = vault.unlock(folder, recovery_key, clock, os.urandom)
say("none", type(secrets.keyring_state(desk).problem).__name__)
running = daemon(b"sign-in password")
say("running", secrets.keyring_state(desk).problem)
secrets.use_device_secret(desk, passphrase)
vault.lock(desk)
say("entries", len(entries()))
try_to_unlock("in-use")
end(running)
try_to_unlock("killed")
running = daemon(b"changed sign-in password")
try_to_unlock("locked")
try_to_unlock("locked-with-the-recovery-key", recovery_key)
end(running)
running = daemon(b"sign-in password")
try_to_unlock("unlocked-again")
delete_the_items()
try_to_unlock("deleted")
desk = vault.unlock(folder, recovery_key, clock, os.urandom)
secrets.reset_passphrase(desk, passphrase, with_keyring=True)
vault.lock(desk)
try_to_unlock("made-anew")
desk = vault.unlock(folder, passphrase, clock, os.urandom)
secrets.stop_using_device_secret(desk, passphrase)
vault.lock(desk)
say("entries", len(entries()))
end(running)
try_to_unlock("turned-off")
"""

missing = [program for program in ("dbus-run-session", "gnome-keyring-daemon") if shutil.which(program) is None]
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the Secret Service is Linux's"),
    pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}"),
]


def test_a_store_on_a_real_keyring_survives_all_that_happens_to_it(
    vault_folder: Path, recovery_key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    (tmp_path / "bus.conf").write_text(BUS)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(home))
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "PYTHON_KEYRING_BACKEND", "GNOME_KEYRING_CONTROL"):
        monkeypatch.delenv(name, raising=False)  # nobody is there to be asked for a password
    session = ["dbus-run-session", f"--config-file={tmp_path / 'bus.conf'}", "--"]
    child = [sys.executable, "-c", CHILD, str(vault_folder), PASSPHRASE, recovery_key]
    ended = subprocess.run([*session, *child], capture_output=True, text=True, check=False, timeout=120)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines() == [
        "none NoKeyring",
        "running None",
        "entries 2",
        "in-use opened",
        "killed KeyringSilent",
        "locked KeyringLocked",
        "locked-with-the-recovery-key opened",
        "unlocked-again opened",
        "deleted DeviceSecretGone",
        "made-anew opened",
        "entries 0",
        "turned-off opened",
    ]
