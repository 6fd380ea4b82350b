"""Taking in a file that somebody sends: in memory, never on a disk, and no more than the limit."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

from contacts.imports import limits


class BoundedUploadHandler(FileUploadHandler):
    """Keeps the files of one request up to the limit, all together, and counts the rest.

    A file that is too big arrives with its true size and its beginning only, so that the form can
    name the limit on our own page (TRUST.md, B55): a request that is cut off would show the
    browser's error page instead. Nothing touches a disk (P2), whoever posts to whatever address.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.room = limits.file_bytes()
        self.kept = BytesIO()
        self.is_cut = False

    def new_file(self, *args: Any, **options: Any) -> None:
        """Another file begins; no other handler is asked."""
        super().new_file(*args, **options)
        self.kept, self.is_cut = BytesIO(), False
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what there is room for; the parser counts all of it."""
        part = raw_data[: self.room]
        self.room -= len(part)
        self.is_cut |= len(part) < len(raw_data)
        self.kept.write(part)

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        """The file, with the size it had; of what was cut, never one that is small enough."""
        self.kept.seek(0)
        if self.is_cut:
            file_size = max(file_size, limits.file_bytes() + 1)
        return InMemoryUploadedFile(
            file=self.kept,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
