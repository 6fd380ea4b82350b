"""The header set of TRUST.md (ASVS 3.2–3.4, T19, T20): what every response carries, errors too."""

from typing import Any

YEAR = 365 * 24 * 3600
HTTPS: dict[str, Any] = {
    "SECURE_HSTS_SECONDS": YEAR,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_HSTS_PRELOAD": True,
}
"""As the settings are without PLAIN_HTTP; asked for with ``secure=True``."""

ALWAYS = {
    "X-Content-Type-Options": {"nosniff"},
    # Pages with a secret address send none at all (T11, T15).
    "Referrer-Policy": {"same-origin", "no-referrer"},
    "X-Frame-Options": {"DENY"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "Strict-Transport-Security": {f"max-age={YEAR}; includeSubDomains; preload"},
}
POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
"""Whole: no inline script or style, nothing from elsewhere, nowhere to post to but here."""


def missing(response: Any) -> list[str]:
    """The headers that a response lacks, or has with another value."""
    headers = response.headers
    wrong = [name for name, values in ALWAYS.items() if headers.get(name) not in values]
    policy = headers.get("Content-Security-Policy", "")
    if dict(part.split(" ", 1) for part in policy.split("; ") if " " in part) != POLICY:
        wrong.append("Content-Security-Policy")
    if "publickey-credentials-get=(self)" not in headers.get("Permissions-Policy", ""):
        wrong.append("Permissions-Policy")
    if "no-store" not in headers.get("Cache-Control", ""):
        wrong.append("Cache-Control")
    kind = headers.get("Content-Type", "")
    if kind.startswith("text/html") and kind != "text/html; charset=utf-8":
        wrong.append("Content-Type")
    return wrong
