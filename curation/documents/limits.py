"""The pipeline's limits as this installation sets them."""

from django.conf import settings

from curation.pipeline.limits import Limits


def limits() -> Limits:
    return Limits(file_bytes=settings.UPLOAD_LIMIT_BYTES, pages=settings.PAGE_LIMIT)
