from django.urls import path

from curation.annotate import practice_views, suggest_views, views

app_name = "annotate"
urlpatterns = [
    path("", views.next_example, name="next"),
    path("waiting/", views.waiting, name="waiting"),
    path("guideline/", views.guideline_changes, name="guideline"),
    path("undo/", views.undo, name="undo"),
    path("practised/", practice_views.own_answers, name="own_answers"),
    path("practised/<int:person>/", practice_views.answers_of, name="answers_of"),
    path("practice/<int:e>/", practice_views.example, name="practice"),
    path("practice/<int:e>/draft/", practice_views.draft, name="practice_draft"),
    path("practice/<int:e>/decide/", practice_views.decide, name="practice_decide"),
    path("<int:e>/", views.example, name="example"),
    path("<int:e>/peek/", views.peek, name="peek"),
    path("<int:e>/draft/", views.draft, name="draft"),
    path("<int:e>/decide/", views.decide, name="decide"),
    path("<int:e>/lease/", views.lease, name="lease"),
    path("<int:e>/suggest/", suggest_views.suggest, name="suggest"),
    path("<int:e>/source/", views.source, name="source"),
    path("<int:e>/doubts/", views.doubts, name="doubts"),
]
