"""How gunicorn serves the site; read by itself from the folder it is started in."""

import gc
import logging
import os
from typing import Any

from reconnect_site.logs import MaskTokens

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
# Load the site once, then fork: faster to start, and the workers share the memory of the code.
preload_app = True
# A fresh process now and then keeps memory flat; the jitter keeps them from ending together.
max_requests = 1000
max_requests_jitter = 100
# Else gunicorn puts a socket into the home directory.
control_socket_disable = True
# gunicorn's own lines, an access log too where a host asks for one: secret links stay secret
# (T11, T15).
for name in ("gunicorn.error", "gunicorn.access"):
    logging.getLogger(name).addFilter(MaskTokens())


def when_ready(server: Any) -> None:
    """Before the first fork: what is loaded stays, so the collector need not look at it again."""
    gc.collect()
    gc.freeze()
