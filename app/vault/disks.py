"""Whether a folder is on this computer's own disk: locks and fsync cannot be trusted on any other.

Must not know what the folder is for.
"""

import re
import subprocess
import sys
from pathlib import Path

from app.domain.problems import NotALocalDisk

NETWORK_TYPES = {
    "9p", "afpfs", "afs", "ceph", "cifs", "coda", "davfs", "ftp", "fuse.davfs2", "fuse.glusterfs",
    "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4",
    "ocfs2", "smb3", "smbfs", "vboxsf", "virtiofs", "webdav",
}  # fmt: skip
CLOUD_FOLDERS = {
    "clouddocs", "cloudstorage", "dropbox", "google drive", "googledrive", "icloud drive", "iclouddrive",
    "nextcloud", "onedrive", "owncloud",
}  # fmt: skip
REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW


def check_local(folder: Path) -> None:
    """Raise NotALocalDisk for a network drive or a folder that a known program copies to the cloud."""
    place = folder.resolve()
    if _is_network(place) or any(_is_cloud_folder(part) for part in place.parts):
        raise NotALocalDisk


def file_system_type(place: Path, mounts: list[tuple[str, str]]) -> str:
    """The type of the file system that `place` is on, from (mount point, type) in the order of mounting."""
    holding = [(len(point), order, kind) for order, (point, kind) in enumerate(mounts) if place.is_relative_to(point)]
    return max(holding)[2] if holding else ""


def linux_mounts(mountinfo: str) -> list[tuple[str, str]]:
    """(mount point, type) of each line of /proc/self/mountinfo, where blanks are written as \\040."""
    mounts = []
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        point = re.sub(r"\\([0-7]{3})", _unescaped, before.split(" ")[4])
        mounts.append((point, after.split(" ")[0]))
    return mounts


def _unescaped(octal: re.Match[str]) -> str:
    return chr(int(octal[1], 8))


def _is_cloud_folder(name: str) -> bool:
    return name.casefold().split(" - ")[0] in CLOUD_FOLDERS  # as in "OneDrive - Name of the organisation"


if sys.platform == "win32":
    import ctypes

    def _is_network(place: Path) -> bool:
        anchor = place.anchor
        return anchor.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(anchor) == REMOTE_DRIVE

elif sys.platform == "darwin":

    def _is_network(place: Path) -> bool:
        listing = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=True).stdout
        return file_system_type(place, re.findall(r" on (.+) \((\w+)", listing)) in NETWORK_TYPES

else:

    def _is_network(place: Path) -> bool:
        mounts = linux_mounts(Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace"))
        return file_system_type(place, mounts) in NETWORK_TYPES
