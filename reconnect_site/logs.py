"""Log lines as JSON, one object a line: ids only, never texts or addresses."""

import json
import logging
from datetime import UTC, datetime


class JsonFormatter(logging.Formatter):
    """Time (UTC), level, logger, message and, for errors, the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """One line: JSON escapes CR and LF, so that nobody can forge a second line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
