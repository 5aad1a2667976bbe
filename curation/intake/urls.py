from django.urls import path

from curation.intake.views import again, corrections, drafting, files, model, readings, rows, several, slices

app_name = "intake"
urlpatterns = [
    path("documents/upload/", files.upload, name="upload"),
    path("drafting/try/", drafting.try_drafting, name="try_drafting"),
    path("drafting/again/", drafting.draft_again, name="draft_again"),
    path("drafting/progress/", drafting.drafting_progress, name="drafting_progress"),
    path("drafting/model/", model.model_drafting, name="model_drafting"),
    path("drafting/model/<int:pk>/", model.model_job, name="model_job"),
    path("drafting/model/<int:pk>/stop/", model.model_stop, name="model_stop"),
    path("drafting/model/<int:pk>/go-on/", model.model_go_on, name="model_go_on"),
    path("documents/<int:d>/cut-again/", drafting.cut_again, name="cut_again"),
    path("documents/<int:d>/rows/", rows.map_rows, name="map_rows"),
    path("documents/remove/", several.remove, name="remove"),
    path("documents/move/", several.move, name="move"),
    path("documents/retry/", several.retry_several, name="retry_several"),
    path("uploads/", slices.upload_create, name="upload_create"),
    path("uploads/<uuid:u>/", slices.upload_slice, name="upload_slice"),
    path("documents/<int:d>/retry/", again.retry, name="retry"),
    path("documents/<int:d>/unlock/", again.unlock, name="unlock"),
    path("documents/<int:d>/cancel/", again.cancel, name="cancel"),
    path("documents/<int:d>/read-again/", readings.read_again, name="read_again"),
    path("documents/<int:d>/readings/", readings.answer_readings, name="answer_readings"),
    path("documents/<int:d>/pages/<int:n>/retry/", again.page_retry, name="page_retry"),
    path("documents/<int:d>/pages/<int:n>/other/", readings.use_other, name="use_other"),
    path("documents/<int:d>/pages/<int:n>/words/", corrections.correct_word, name="correct_word"),
]
