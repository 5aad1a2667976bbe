"""The way in, a project's home and guideline, and its settings."""

from curation.projects.views.overview import home

__all__ = ["home"]
