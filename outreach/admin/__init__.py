"""The advisors' panel: request types and wordings. Nothing that clients wrote (TRUST.md, T10)."""

from outreach.admin import cases, sending
from outreach.admin.request_types import RequestTypeAdmin
from outreach.admin.wordings import WordingAdmin

__all__ = ["RequestTypeAdmin", "WordingAdmin", "cases", "sending"]
