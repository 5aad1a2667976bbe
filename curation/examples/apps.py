from django.apps import AppConfig


class ExamplesConfig(AppConfig):
    name = "curation.examples"
