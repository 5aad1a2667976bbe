from django.urls import path

from curation.examples import views

app_name = "examples"
urlpatterns = [
    path("", views.examples, name="list"),
    path("assign/", views.assign, name="assign"),
    path("practise/", views.practise, name="practise"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/reopen/", views.reopen, name="reopen"),
    path("<int:pk>/patch/", views.patch, name="patch"),
]
