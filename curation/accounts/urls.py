from django.contrib.auth.views import LogoutView
from django.urls import path

from curation.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("password/change/", views.PasswordChange.as_view(), name="password_change"),
    path("me/", views.personal_settings, name="settings"),
    path("me/language/", views.language, name="language"),
    path("me/theme/", views.theme, name="theme"),
    path("me/single-keys/", views.single_keys, name="single_keys"),
    path("me/dim-pages/", views.dim_pages, name="dim_pages"),
    path("me/session/", views.session_ending, name="session_ending"),
    path("me/session/stay/", views.stay, name="stay"),
    path("me/sessions/end/", views.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("me/sessions/<slug:mark>/end/", views.sign_out_elsewhere, name="sign_out_there"),
    path("help/shortcuts/", views.shortcuts, name="shortcuts"),
]
