"""Tests of the pages drawn: from records to PDF bytes."""
