from django.urls import path

from curation.projects.views import labels, members, overview, settings

app_name = "projects"
urlpatterns = [
    path("projects/", overview.project_list, name="list"),
    path("projects/new/", overview.create, name="create"),
    path("p/<slug:p>/", overview.project_home, name="home"),
    path("p/<slug:p>/progress/", overview.progress, name="progress"),
    path("p/<slug:p>/guideline/", overview.guideline, name="guideline"),
    path("p/<slug:p>/settings/<slug:section>/", settings.settings, name="settings"),
    path("p/<slug:p>/settings/labels/<int:pk>/", labels.label_group, name="label_group"),
    path("p/<slug:p>/settings/labels/sentiment/", labels.sentiment, name="sentiment"),
    path("p/<slug:p>/settings/members/add/", members.add_member, name="add_member"),
]
