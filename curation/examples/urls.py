from django.urls import path

from curation.examples import saving_views, views

app_name = "examples"
urlpatterns = [
    path("", views.examples, name="list"),
    path("assign/", views.assign, name="assign"),
    path("practise/", views.practise, name="practise"),
    path("searches/", saving_views.searches, name="searches"),
    path("searches/<int:pk>/", saving_views.search_change, name="search_change"),
    path("searches/<int:pk>/delete/", saving_views.search_delete, name="search_delete"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/reopen/", views.reopen, name="reopen"),
    path("<int:pk>/patch/", views.patch, name="patch"),
]
