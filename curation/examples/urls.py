from django.urls import URLPattern, URLResolver

app_name = "examples"
urlpatterns: list[URLPattern | URLResolver] = []
