"""Tests of app/services on a real encrypted store."""
