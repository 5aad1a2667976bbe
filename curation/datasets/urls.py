from django.urls import path

from curation.datasets import views

app_name = "datasets"
urlpatterns = [
    path("", views.list_versions, name="list"),
    path("new/", views.create, name="create"),
    path("new/counts/", views.counts, name="counts"),
    path("new/checks/", views.checks, name="checks"),
    path("<int:number>/", views.detail, name="detail"),
    path("<int:number>/build/", views.build, name="build"),
    path("<int:number>/files.zip", views.archive, name="archive"),
    path("<int:number>/files/<path:name>", views.file, name="file"),
]
