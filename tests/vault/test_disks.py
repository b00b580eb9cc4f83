"""Which disks a store may lie on."""

from pathlib import Path

import pytest

from app.domain.problems import NotALocalDisk
from app.vault.disks import check_local, file_system_type, linux_mounts

MOUNTINFO = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 22 0:35 / /mnt/office\\040share rw,relatime - cifs //server/share rw
41 22 0:36 / /home/officer rw,relatime - ext4 /dev/vdb rw
42 41 0:37 / /home/officer/later rw,relatime - nfs4 server:/x rw
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/officer/store", "ext4"),
        ("/home/officer/later/store", "nfs4"),
        ("/home/officer/lateral", "ext4"),
        ("/mnt/office share/store", "cifs"),
    ],
)
def test_the_nearest_mount_tells_the_type(place: str, kind: str) -> None:
    assert file_system_type(Path(place), linux_mounts(MOUNTINFO)) == kind


def test_a_folder_of_this_machine_is_allowed(tmp_path: Path) -> None:
    check_local(tmp_path / "not made yet")


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - Probation Service", "OneDrive", "Google Drive"])
def test_a_folder_that_is_copied_to_the_cloud_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotALocalDisk):
        check_local(tmp_path / name / "store")


def test_a_link_into_a_cloud_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Nextcloud").mkdir()
    (tmp_path / "store").symlink_to(tmp_path / "Nextcloud")
    with pytest.raises(NotALocalDisk):
        check_local(tmp_path / "store")
