from django.urls import path

from curation.dashboard import views

app_name = "dashboard"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("<slug:panel>.csv", views.panel_csv, name="panel_csv"),
]
