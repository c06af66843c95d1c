"""Django's settings; what may change comes from vte/reglages.py, as everywhere."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from vte.databases import PRAGMAS, prepare_file, with_limits
from vte.journaux import masquer_les_journaux
from vte.reglages import CONSOLE_HOTES, CONSOLE_HTTPS, CONSOLE_INACTIVITE, CONSOLE_URL, JOURNAUX
from vte.secret import key_for

ICI = Path(__file__).parent
HTTPS = CONSOLE_HTTPS.lire()


def base_de(url: str) -> dict[str, Any]:
    """Django's description of the database at an SQLAlchemy URL; a SQLite file's folder is made."""
    lue = make_url(url)
    if lue.get_backend_name() == "sqlite":
        prepare_file(url)
        pragmas = "".join(f"PRAGMA {pragma};" for pragma in (*PRAGMAS, "cache_size=-65536"))
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": lue.database,
            "OPTIONS": options,
            "CONN_MAX_AGE": 60,
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": lue.database,
        "USER": lue.username or "",
        "PASSWORD": lue.password or "",
        "HOST": lue.host or "",
        "PORT": lue.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,  # one that PostgreSQL ended meanwhile is noticed
        # Whatever the URL says after « ? » (sslmode), as everywhere else.
        "OPTIONS": dict(with_limits(lue).query),
    }


SECRET_KEY = key_for("console")
DEBUG = False
ALLOWED_HOSTS = list(CONSOLE_HOTES.lire())
CSRF_TRUSTED_ORIGINS = [f"https://{h}" for h in ALLOWED_HOSTS] if HTTPS else []

INSTALLED_APPS = [
    "console",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "axes",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "console.access.politique_de_contenu",
    "console.access.refuser_les_nuls",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "console.access.noter_les_refus",
    # What is owed after the password, before any page; then every page, unless it says otherwise.
    "console.sessions.Sessions",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "console.access.suivre",
    "console.waiting.apres_un_geste",
]
ROOT_URLCONF = "console.urls"
WSGI_APPLICATION = "console.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {"default": base_de(CONSOLE_URL.lire())}

# Who may enter
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "connexion", "accueil", "connexion"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{nom}", **options}
    for nom, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"OPTIONS": {"min_length": 12}}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
# Five failures lock this name, from this address, for a quarter of an hour. The address alone is
# counted too, whatever the names (views/login.py).
AXES_FAILURE_LIMIT, AXES_COOLOFF_TIME = 5, timedelta(minutes=15)
AXES_DISABLE_ACCESS_LOG = True  # the audit log has the logins
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS, AXES_LOCKOUT_TEMPLATE = True, "console/verrouille.html"
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "console.access.adresse"
SESSION_COOKIE_AGE = int(CONSOLE_INACTIVITE.lire().total_seconds())
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "console_session", "console_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^sante/$"]  # who watches asks this machine, without the proxy
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE, TIME_ZONE, USE_TZ, USE_I18N = "fr", "Europe/Paris", True, True
STATIC_URL, WHITENOISE_USE_FINDERS = "static/", True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# W021: to be in the browsers' own list binds a whole domain for years: its owner's to ask for.
SILENCED_SYSTEM_CHECKS = (
    ["security.W021"]
    if HTTPS
    else ["security.W004", "security.W008", "security.W012", "security.W016"]
)
masquer_les_journaux()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"texte": {}, "json": {"()": "vte.structured_logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": JOURNAUX.lire()}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
