from django.apps import AppConfig


class AnnotateConfig(AppConfig):
    name = "curation.annotate"
