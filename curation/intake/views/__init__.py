"""Uploading, trying again, reading again."""
