"""Settings. All that a host may change is an environment variable; docs/deploy.md lists them."""

from pathlib import Path

import dj_database_url
from django.contrib.messages import constants as message_levels
from django.utils.translation import gettext_lazy as _

from outreach.delivery import account
from reconnect_site.environment import (
    boolean,
    comma_list,
    count,
    count_or_none,
    env,
    log_level,
    refuse,
    server,
    server_or_none,
    text,
    time_zone,
    web_address,
)

BASE_DIR = Path(__file__).resolve().parent.parent

# --- The host -------------------------------------------------------------------------------
DEBUG = env("DEBUG", False, boolean)
SECRET_KEY = env("SECRET_KEY", "", text)
SECRET_KEY_FALLBACKS: list[str] = env("SECRET_KEY_FALLBACKS", [], comma_list)
# Hashes the addresses of people who asked not to be contacted; without it, SECRET_KEY does.
SUPPRESSION_KEY = env("SUPPRESSION_KEY", "", text)
SUPPRESSION_KEY_FALLBACKS: list[str] = env("SUPPRESSION_KEY_FALLBACKS", [], comma_list)
ALLOWED_HOSTS: list[str] = env("ALLOWED_HOSTS", [], comma_list)
CSRF_TRUSTED_ORIGINS: list[str] = env("CSRF_TRUSTED_ORIGINS", [], comma_list)
# Mailed links come from here, never from the Host header (TRUST.md, T18).
SITE_URL = env("SITE_URL", "http://localhost:8000", web_address)
# Plain HTTP, for one machine or a trusted local network: no Secure cookies, no HSTS.
PLAIN_HTTP = env("PLAIN_HTTP", False, boolean)
TRUSTED_PROXIES = env("TRUSTED_PROXIES", 0, count_or_none)
# A fresh installation lets nobody in but those the host creates (TRUST.md, T25).
SIGN_UP_OPEN = env("SIGN_UP_OPEN", False, boolean)

# Sites that curated wordings may link to, with what is below them (TRUST.md, T7).
WORDING_LINK_HOSTS: list[str] = env("WORDING_LINK_HOSTS", ["linkedin.com"], comma_list)

# --- Apps and middleware --------------------------------------------------------------------
INSTALLED_APPS = [
    "reconnect_site",
    "advising",
    "outreach",
    "contacts",
    "accounts",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "reconnect_site.apps.StaticFilesConfig",
    "bootstrap",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "reconnect_site.csp.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SessionLimitsMiddleware",
    "accounts.middleware.PreferencesMiddleware",
    "accounts.middleware.ClosedAccountMiddleware",
    "accounts.middleware.KeepTypedTextMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "reconnect_site.urls"
WSGI_APPLICATION = "reconnect_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
MESSAGE_TAGS = {message_levels.ERROR: "danger", message_levels.DEBUG: "secondary"}

# --- Data -----------------------------------------------------------------------------------
SQLITE_FILE = f"sqlite:///{BASE_DIR / 'var' / 'reconnect.sqlite3'}"
DATABASES = {
    "default": dj_database_url.parse(
        env("DATABASE_URL", SQLITE_FILE, server("sqlite", "postgres", "postgresql")),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Measured (LIBRARIES.md, 13): IMMEDIATE is what ends "database is locked"; FULL is what makes
    # "saved" survive a power cut, and costs 0.3 ms at p95.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", "", server_or_none("redis", "rediss", "unix"))
# Sign-in limits count in the default cache, so all workers must share it.
CACHES: dict[str, dict[str, object]] = {
    "default": (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            # One that hangs holds nobody up for longer than one that is gone.
            "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
        }
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
            # Beyond, a third is thrown away: limits that hold, and figures that took long to count.
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    )
}
# Background tasks: in the database, or on Celery with this broker (requirements-scale.txt).
CELERY_URL = env("CELERY_URL", "", server_or_none("redis", "rediss", "redis+socket", "sentinel"))
TASKS = {
    "default": {
        "BACKEND": (
            "reconnect_site.celery_backend.CeleryBackend"
            if CELERY_URL
            else "django_tasks_db.DatabaseBackend"
        )
    }
}

# --- Privacy (TRUST.md, P6 and P17) ----------------------------------------------------------
# In words, for the privacy page: where the data is kept, who answers questions about it, and how
# to reach them.
DATA_REGION = env("DATA_REGION", "", text)
PRIVACY_CONTACT = env("PRIVACY_CONTACT", "", text)
PRIVACY_ADDRESS = env("PRIVACY_ADDRESS", "", text)
# How long things are kept. A host may choose less, never more (reconnect_site.checks).
KEEP_IMPORTED_MONTHS = env("KEEP_IMPORTED_MONTHS", 12, count)
KEEP_IDLE_MONTHS = env("KEEP_IDLE_MONTHS", 24, count)
KEEP_DRAFTS_MONTHS = env("KEEP_DRAFTS_MONTHS", 12, count)
KEEP_LOGS_MONTHS = env("KEEP_LOGS_MONTHS", 12, count)
KEEP_TRASH_DAYS = env("KEEP_TRASH_DAYS", 30, count)
KEEP_CONTESTED_DAYS = env("KEEP_CONTESTED_DAYS", 90, count)
KEEP_IP_DAYS = env("KEEP_IP_DAYS", 30, count)
# What the host does itself, and the privacy page tells.
KEEP_BACKUPS_DAYS = env("KEEP_BACKUPS_DAYS", 35, count)

# --- Imports (TRUST.md, L11) ----------------------------------------------------------------
IMPORT_FILE_MB = env("IMPORT_FILE_MB", 10, count)
IMPORT_ROWS = env("IMPORT_ROWS", 10_000, count)
IMPORTS_PER_HOUR = env("IMPORTS_PER_HOUR", 5, count)
CONTACTS_PER_USER = env("CONTACTS_PER_USER", 20_000, count)

# --- Exports (TRUST.md, L11) -----------------------------------------------------------------
EXPORTS_A_DAY = env("EXPORTS_A_DAY", 5, count)

# --- Calendar feed (TRUST.md, L11) ----------------------------------------------------------
FEED_READS_PER_HOUR = env("FEED_READS_PER_HOUR", 60, count)

# --- Sending (TRUST.md, L1, L2 and L6): a host may lower these; more than here is logged at start -
SENDS_A_MINUTE = env("SENDS_A_MINUTE", 2, count)
SENDS_A_DAY = env("SENDS_A_DAY", 20, count)
SENDS_A_WEEK = env("SENDS_A_WEEK", 60, count)
# In the first week of an account.
SENDS_A_DAY_AT_FIRST = env("SENDS_A_DAY_AT_FIRST", 5, count)
# By everybody together.
SENDS_A_DAY_OF_SITE = env("SENDS_A_DAY_OF_SITE", 500, count)

# --- Sign-in --------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.returning.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
# Where those find themselves who closed their account, for the days in which it can be undone.
CLOSED_ACCOUNT_URL = "advising_closed"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "display_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# A sign-in ends after so many hours, and after so many minutes of silence (0: no such limit).
SESSION_COOKIE_AGE = env("SESSION_HOURS", 14 * 24, count) * 3600
SESSION_IDLE_MINUTES = env("SESSION_IDLE_MINUTES", 0, count_or_none)
SESSION_COOKIE_NAME = "sessionid" if PLAIN_HTTP else "__Host-sessionid"
CSRF_COOKIE_NAME = "csrftoken" if PLAIN_HTTP else "__Host-csrftoken"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = not PLAIN_HTTP

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# The password is asked once: people can look at what they typed (UX.md, X5).
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "accounts.sign_in.SignInForm",
    "signup": "accounts.sign_in.SignUpForm",
    "add_email": "accounts.sign_in.NewAddressForm",
    "change_password": "accounts.sign_in.ChangePasswordForm",
    "set_password": "accounts.sign_in.SetPasswordForm",
    "reset_password": "accounts.sign_in.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.sign_in.NewPasswordForm",
    "request_login_code": "accounts.sign_in.RequestCodeForm",
    "confirm_login_code": "accounts.sign_in.SignInCodeForm",
    "confirm_email_verification_code": "accounts.sign_in.AddressCodeForm",
    "confirm_password_reset_code": "accounts.sign_in.ResetCodeForm",
    "reauthenticate": "accounts.sign_in.ConfirmPasswordForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# Ten minutes for every code: the page and the mail can say so, and mail may be slow.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# Not ..._SUPPORTS_CHANGE: allauth offers it for new addresses only, which tells who has an
# account (TRUST.md, T9).
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# One address per account, changed by a code to the new one and a notice to the old one.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/account/login/"
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "accounts.adapter.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "accounts.second_step.CodeForm",
    "reauthenticate": "accounts.second_step.ConfirmCodeForm",
    "activate_totp": "accounts.second_step.NewAppForm",
    "add_webauthn": "accounts.second_step.NewPasskeyForm",
    "edit_webauthn": "accounts.second_step.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PLAIN_HTTP
MFA_TOTP_ISSUER = "Reconnect"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

# --- Languages and time ---------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["reconnect_site.formats"]
TIME_ZONE = env("TIME_ZONE", "America/Toronto", time_zone)
USE_I18N = True
USE_TZ = True

# --- Static files ---------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = env("STATIC_ROOT", BASE_DIR / "var" / "static", Path)
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- Files that are sent to us --------------------------------------------------------------
# In memory, bounded, never on a disk (TRUST.md, B55, P2); one field of one form takes one file.
FILE_UPLOAD_HANDLERS = ["contacts.imports.receiving.BoundedUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = 5

# --- Mail -----------------------------------------------------------------------------------
OLD_MAIL_VARIABLES = """EMAIL_HOST EMAIL_PORT EMAIL_HOST_USER EMAIL_HOST_PASSWORD EMAIL_USE_TLS
EMAIL_USE_SSL EMAIL_BACKEND"""
refuse(OLD_MAIL_VARIABLES.split(), instead="EMAIL_URL")
EMAIL_URL = env("EMAIL_URL", "", account.checked)
# The same server sends codes and notices: EMAIL_BACKEND, EMAIL_HOST and so on.
globals().update(account.parse(EMAIL_URL).django_settings())
DEFAULT_FROM_EMAIL = env(
    "DEFAULT_FROM_EMAIL", "Reconnect <reconnect@localhost>", account.sender_address
)
# Where messages that come back are sent to, with the key of the message before the @.
EMAIL_BOUNCES = env("EMAIL_BOUNCES", "", account.bounce_address)
# Who runs the site, and their postal address: said under every message (CASL wants both).
SITE_OWNER = env("SITE_OWNER", "", text)
SITE_ADDRESS = env("SITE_ADDRESS", "", text)

# --- Security headers -----------------------------------------------------------------------
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
SECURE_SSL_REDIRECT = not PLAIN_HTTP
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = not PLAIN_HTTP
SECURE_HSTS_PRELOAD = not PLAIN_HTTP
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not PLAIN_HTTP
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "reconnect_site.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"

# --- Logs -----------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "reconnect_site.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env("LOG_LEVEL", "INFO", log_level)},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # The development server's lines name every path: in our format, secrets are masked.
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "django_tasks": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
