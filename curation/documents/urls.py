from django.urls import path

from curation.documents.views import detail, listing

app_name = "documents"
urlpatterns = [
    path("documents/", listing.listing, name="list"),
    path("documents/status/", listing.status, name="status"),
    path("documents/<int:d>/", detail.detail, name="detail"),
]
