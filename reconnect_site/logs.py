"""Log lines as JSON, one object a line: ids only, never texts or addresses."""

import json
import logging
import re
from datetime import UTC, datetime

# Addresses that are secrets themselves: the link under a message, the link to what is held about
# somebody, a calendar (T11, T15), and an invitation of an advisor.
SECRET_PATH = re.compile(
    r"(?P<page>(?:/|%2F)(?:stop|calendar|accept|my-data(?:/|%2F)of)(?:/|%2F))[^/?&#\s\"'<>%]+",
    re.IGNORECASE,
)


# What a mail server refuses is named in the error, and so in a traceback; what somebody searched
# for, in an access log (P20).
_IN_NAME = r"[^\s@%<>()\[\]{}\"',:;=&?/\\]"
ADDRESS = re.compile(rf"(?<!{_IN_NAME})({_IN_NAME}){_IN_NAME}{{0,250}}(?:@|%40)[\w.-]*\w")


def masked(text: str) -> str:
    """The text without what would open such a page, and with addresses as ``j***@…``."""
    return ADDRESS.sub(r"\1***@…", SECRET_PATH.sub(r"\g<page>…", text))


class MaskTokens(logging.Filter):
    """Takes tokens out of lines that other programs write, such as gunicorn."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, masked."""
        record.msg, record.args = masked(record.getMessage()), ()
        return True


class JsonFormatter(logging.Formatter):
    """Time (UTC), level, logger, message and, for errors, the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """One line: JSON escapes CR and LF, so that nobody can forge a second line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": masked(record.getMessage()),
        }
        if record.exc_info:
            line["trace"] = masked(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
