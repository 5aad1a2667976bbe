"""Glosa: from a company's documents to fine-tuning data that experts have signed off."""

from curation.celery import app as celery_app  # `delay_on_commit` and shared tasks need the app loaded with Django

__all__ = ["celery_app"]
