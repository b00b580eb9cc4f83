"""The officer who keeps this store. Sealed entries keep what was true when they were signed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Officer:
    """Name, role and office of the probation practitioner, and the name of the senior probation officer (SPO)."""

    name: str
    role: str
    office: str
    spo: str
