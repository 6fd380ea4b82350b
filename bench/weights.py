"""What a page weighs on the wire: at the first visit with all its files, and at the next one."""

import gzip
import re

from bench.load import Visitor, fetch

FILES = re.compile(r"<(?:link|script|img|use)\b[^>]*?(?:href|src)=\"(/static/[^\"#]+)")
IN_STYLES = re.compile(r"url\([\"']?(?!data:)([^\"')#]+)")


def weights(visitor: Visitor, path: str) -> tuple[float, float]:
    """Kilobytes without a cache, and with every file in the cache."""
    response, body = fetch(visitor, path)
    page = len(body)
    if response.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    files = {name: _size(visitor, name) for name in set(FILES.findall(body.decode()))}
    return (page + sum(files.values())) / 1000, page / 1000


def _size(visitor: Visitor, path: str) -> int:
    response, body = fetch(visitor, path)
    assert response.status == 200, f"{path} answered {response.status}"
    assert "immutable" in response.headers.get("Cache-Control", ""), (
        f"{path} is not cached for good"
    )
    return len(body)
