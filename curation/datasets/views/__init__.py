"""The dataset screens: making a version, following its build, taking its files."""

from curation.datasets.views.files import archive, file
from curation.datasets.views.making import checks, counts, create
from curation.datasets.views.versions import build, detail, list_versions

__all__ = ["archive", "build", "checks", "counts", "create", "detail", "file", "list_versions"]
