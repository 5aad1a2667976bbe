"""The product's settings with a throw-away data folder, quick password hashing and unhashed static files."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="glosa-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["CURATION_DATA"] = _folder
os.mkdir(f"{_folder}/static")  # noqa: PTH102
os.environ["SECRET_KEY"] = "only-for-tests"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in the thread that talks to the database

from curation.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
