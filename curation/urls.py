"""All addresses. Paths do not carry the language; each package names its own below a project."""

from django.contrib import admin
from django.urls import include, path

from curation import styleguide
from curation.intake import health
from curation.projects.views import home

handler500 = "curation.http.server_error"
urlpatterns = [
    path("", home, name="home"),
    path("", include("curation.accounts.urls")),
    path("", include("curation.projects.urls")),
    path("p/<slug:p>/", include("curation.documents.urls")),
    path("p/<slug:p>/", include("curation.intake.urls")),
    path("p/<slug:p>/annotate/", include("curation.annotate.urls")),
    path("p/<slug:p>/review/", include("curation.review.urls")),
    path("p/<slug:p>/examples/", include("curation.examples.urls")),
    path("p/<slug:p>/dashboard/", include("curation.dashboard.urls")),
    path("p/<slug:p>/datasets/", include("curation.datasets.urls")),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("styleguide/", styleguide.show, name="styleguide"),
    path("admin/", admin.site.urls),
]
