from django.urls import path

from curation.review import bulk_views, views

app_name = "review"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("undo/", views.undo, name="undo"),
    path("bulk/", bulk_views.ask, name="bulk"),
    path("bulk/<int:pk>/", bulk_views.change, name="bulk_change"),
    path("bulk/<int:pk>/undo/", bulk_views.undo, name="bulk_undo"),
    path("<int:pk>/", views.example, name="example"),
    path("<int:pk>/decide/", views.decide, name="decide"),
]
