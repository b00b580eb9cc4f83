"""Tests of app/store: real encrypted databases."""
