from django.urls import path

from curation.review import views

app_name = "review"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("undo/", views.undo, name="undo"),
    path("<int:pk>/", views.example, name="example"),
    path("<int:pk>/decide/", views.decide, name="decide"),
]
