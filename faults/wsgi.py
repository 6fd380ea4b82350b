"""The site, with a header in which a request says where this process kills itself."""

from collections.abc import Callable, Iterable
from typing import Any

from faults.killing import HEADER, Plan, armed
from reconnect_site.wsgi import application as site


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer, unless the request kills the process first."""
    plan = Plan.from_text(environ.get(f"HTTP_{HEADER.upper().replace('-', '_')}", ""))
    with armed(plan) as kill_point:
        response = site(environ, start_response)
        kill_point.reached("reply")  # committed, and nobody has been told
    return response
