"""Static files under hashed names, compressed, served by the application itself."""

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORTS = HashedFilesMixin._js_module_import_aggregation_patterns[1]  # type: ignore[attr-defined]


class StaticStorage(CompressedManifestStaticFilesStorage):
    """`import` paths are rewritten in our own modules alone.

    The switch for all modules breaks on a comment in django-htmx that looks like an import.
    """

    patterns = (*HashedFilesMixin.patterns, ("js/*.js", IMPORTS))
