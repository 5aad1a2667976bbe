from django.urls import path

from curation.intake import views

app_name = "intake"
urlpatterns = [
    path("documents/upload/", views.upload, name="upload"),
    path("documents/<int:d>/retry/", views.retry, name="retry"),
]
