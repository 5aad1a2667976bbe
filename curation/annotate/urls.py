from django.urls import URLPattern, URLResolver

app_name = "annotate"
urlpatterns: list[URLPattern | URLResolver] = []
