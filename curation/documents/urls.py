from django.urls import path

from curation.documents.views import detail, listing, page

app_name = "documents"
urlpatterns = [
    path("documents/", listing.listing, name="list"),
    path("documents/status/", listing.status, name="status"),
    path("documents/<int:d>/", detail.detail, name="detail"),
    path("documents/<int:d>/strip/", detail.strip, name="strip"),
    path("documents/<int:d>/text/", detail.text, name="text"),
    path("documents/<int:d>/passages/", detail.passages, name="passages"),
    path("documents/<int:d>/examples/", detail.examples, name="examples"),
    path("documents/<int:d>/pages/<int:n>/", page.page, name="page"),
    path("documents/<int:d>/turn/", page.turn, name="turn"),
    path("documents/<int:d>/pages/<int:n>/image/<int:w>/", page.page_image, name="page_image"),
]
