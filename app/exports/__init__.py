"""Frozen records in, PDF bytes out. Knows no store, no service, no folder and no passphrase's strength."""
