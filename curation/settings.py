"""The one settings file: reads the environment once, typed, and says loudly what is missing.

| variable | default | meaning |
|---|---|---|
| CURATION_DATA | var/ | folder of one installation: database, files, redis socket, logs, secrets |
| SECRET_KEY | the file secret_key in CURATION_DATA | signs sessions; no default outside DEBUG |
| DATABASE_URL | SQLite in CURATION_DATA | `postgres://user:password@host:port/name` in production |
| REDIS_URL | the unix socket in CURATION_DATA | the doorbell |
| ALLOWED_HOSTS | localhost | comma-separated host names |
| MAINTENANCE | 0 | 1: people can read, and what would change something is refused; work in the background goes on |
| SECOND_ENGINE | 1 | 0: pages that text recognition is unsure of are not read a second time |
| RECOGNISED_MB | 512 | what is kept of recognised pages, so that they need not be recognised again |
| PUBLIC_URL | empty | `https://…`: marks cookies secure and trusts this origin |
| MODEL_BASE_URL | empty | `https://…/v1`: an endpoint that speaks chat completions; empty: no text ever leaves |
| MODEL_API_KEY, MODEL_NAME | empty | its key, if it asks for one, and the model that drafts |
| MODEL_REQUESTS_A_MINUTE, MODEL_TOKENS_A_MINUTE | 60, 90000 | how often it may be asked, over all; 0: no limit |
| MODEL_AT_ONCE | 4 | requests under way together |
| MODEL_TIMEOUT | 60 | seconds that an answer may take |
| MODEL_JOB_TOKENS | 500000 | the most that one job of drafting may spend |
"""

import hashlib
import os
import tempfile
from pathlib import Path

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

django_stubs_ext.monkeypatch()  # lets a signature say `ModelForm[Project]` at run time too

BASE = Path(__file__).resolve().parent.parent


def env_list(name: str, default: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def env_int(name: str, default: int) -> int:
    raw = os.environ.get(name, "")
    try:
        return int(raw) if raw else default
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {raw!r}.") from error


def secret_key(data: Path, *, debug: bool) -> str:
    kept = data / "secret_key"
    key = os.environ.get("SECRET_KEY") or (kept.read_text().strip() if kept.is_file() else "")
    if not key and not debug:
        raise ImproperlyConfigured(f"Set SECRET_KEY, or run `make setup`, which keeps one in {kept}.")
    return key or "debug-only"


DEBUG = os.environ.get("DEBUG", "") == "1"
DATA = Path(os.environ.get("CURATION_DATA") or BASE / "var").resolve()
DATA.mkdir(parents=True, exist_ok=True)
SECRET_KEY = secret_key(DATA, debug=DEBUG)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
PUBLIC_URL = os.environ.get("PUBLIC_URL", "")
MAINTENANCE = os.environ.get("MAINTENANCE", "") == "1"

# --- what is installed -----------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "curation.accounts",
    "curation.projects",
    "curation.documents",
    "curation.examples",
    "curation.intake",
    "curation.annotate",
    "curation.review",
    "curation.dashboard",
    "curation.datasets",
]
MIDDLEWARE = [
    "curation.connections.KeptConnectionsMiddleware",
    "curation.courtesy.CourtesyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "curation.http.RequestIdMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "curation.accounts.middleware.PersonalLocaleMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "curation.http.SignedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "curation.http.NoStoreMiddleware",
    "curation.http.ConflictMiddleware",
    "axes.middleware.AxesMiddleware",
    "curation.maintenance.MaintenanceMiddleware",
]
ROOT_URLCONF = "curation.urls"
WSGI_APPLICATION = "curation.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "curation.projects.context.navigation",
            ]
        },
    }
]

# --- where things are kept -------------------------------------------------------------------------------------------
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{DATA / 'glosa.sqlite3'}", conn_max_age=600, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Measured: with Django's defaults a third of concurrent writes fail with "database is locked"; with these none.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000",
    }
    DATABASES["default"]["TEST"] = {"NAME": DATA / "test.sqlite3"}  # a file, so that threads share it
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("prepare_threshold", 0)  # of curation/compiled.py alone
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {  # what each process keeps for itself: pieces of pages that are always the same, counts for some seconds
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}}
}

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "curation.staticfiles.StaticStorage"},
}
MEDIA_ROOT = DATA / "files"
RECOGNISED = DATA / "cache" / "ocr"
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [BASE / "static"]

# --- limits ----------------------------------------------------------------------------------------------------------
UPLOAD_LIMIT_BYTES = env_int("UPLOAD_LIMIT_MB", 200) * 1024 * 1024
UPLOAD_LIMIT_FILES = env_int("UPLOAD_LIMIT_FILES", 100)  # in one form
PAGE_LIMIT = env_int("PAGE_LIMIT", 2000)
SECOND_ENGINE = os.environ.get("SECOND_ENGINE", "1") == "1"
RECOGNISED_BYTES = env_int("RECOGNISED_MB", 512) * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = UPLOAD_LIMIT_FILES
FILE_UPLOAD_HANDLERS = ["curation.intake.uploads.LimitedUploadHandler"]

# --- the language model, which serves only projects that switch it on ------------------------------------------------
MODEL_BASE_URL = os.environ.get("MODEL_BASE_URL", "")
MODEL_API_KEY = os.environ.get("MODEL_API_KEY", "")
MODEL_NAME = os.environ.get("MODEL_NAME", "")
MODEL_REQUESTS_A_MINUTE = env_int("MODEL_REQUESTS_A_MINUTE", 60)
MODEL_TOKENS_A_MINUTE = env_int("MODEL_TOKENS_A_MINUTE", 90_000)
MODEL_AT_ONCE = env_int("MODEL_AT_ONCE", 4)
MODEL_TIMEOUT = env_int("MODEL_TIMEOUT", 60)
MODEL_JOB_TOKENS = env_int("MODEL_JOB_TOKENS", 500_000)

# --- people and their sessions ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "curation.accounts.backends.NameOrEmailBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "curation.accounts.views.locked_out"
AXES_RESET_ON_SUCCESS = True
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
SESSION_ENGINE = "curation.accounts.sessions"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if SESSION_COOKIE_SECURE else 0
if SESSION_COOKIE_SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- words -----------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE / "locale"]
USE_TZ = True
TIME_ZONE = os.environ.get("TIME_ZONE", "UTC")
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["curation.formats"]

# --- background work (the figures behind each value: docs/background.md) ----------------------------------------------
# A unix socket's path may hold 104 bytes on some systems, and supervisor adds to it: a deep data folder gets a short
# folder of this account's own.
SOCKETS = DATA
if len(os.fsencode(DATA)) > 80:
    SOCKETS = Path(tempfile.gettempdir()) / f"glosa-{os.getuid()}-{hashlib.sha256(os.fsencode(DATA)).hexdigest()[:12]}"
REDIS_SOCKET = SOCKETS / "redis.sock"
REDIS_URL = os.environ.get("REDIS_URL") or f"unix://{REDIS_SOCKET}"
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://")
CELERY_TASK_IGNORE_RESULT = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_ROUTES = {  # after all that somebody waits for
    "curation.intake.tasks.draw_pictures": {"priority": 9},
    "curation.intake.tasks.suggest": {"priority": 9},
}
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,  # more than twice the hard time limit
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_timeout": 15,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 15,
    "retry_on_timeout": True,
    # A request that rings must not wait for a broker that is away: without these it tries for 6 s.
    "max_retries": 1,
    "interval_start": 0,
}
CELERY_VISIBILITY_TIMEOUT = 900
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY = False  # a dead Redis must not hold up a request: the reconciler rings again
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000  # kB; a guard against leaks
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "reconcile documents": {"task": "curation.intake.tasks.reconcile", "schedule": 10.0},
    "reconcile queues": {"task": "curation.annotate.tasks.reconcile", "schedule": 10.0},
    "reconcile bulk changes": {"task": "curation.review.tasks.reconcile", "schedule": 10.0},
    "reconcile datasets": {"task": "curation.datasets.tasks.reconcile", "schedule": 10.0},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "axes": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},  # two lines for every task otherwise
        "celery.worker.strategy": {"level": "WARNING"},
        "httpx2": {"level": "WARNING"},  # a line for every request to the language model otherwise
    },
}
