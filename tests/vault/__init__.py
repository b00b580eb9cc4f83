"""Tests of app/vault: real folders, real key derivation."""
