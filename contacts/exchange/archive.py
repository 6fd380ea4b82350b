"""ZIP archives: looked at before and while they are unpacked, in memory, one level deep.

LinkedIn sends its connections in one, and a spreadsheet is one. A directory may lie about sizes,
so bytes are counted while they are read as well (TRUST.md, B69; IMPORTS.md, section 7, point 1).
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo, is_zipfile

from contacts.exchange.grid import Refused
from contacts.exchange.record import FileProblem, Limits

_ENTRY = b"PK\x01\x02"  # begins each entry of the directory
_ENCRYPTED = 0x1
_MOST_ENTRIES = 10_000  # looked at to tell a document from a folder
_CHUNK = 1 << 16
_NESTED = (".zip", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".jar")
_OURS = re.compile(r"contacts(-\d+)?\.json")  # outreach/archive/people.py
_WANTED = (
    "connections.csv",
    "linkedin_connections_export_microsoft_outlook.csv",
    # Google's archive has everybody in one file, and each group in one of its own.
    "all contacts.vcf",
    "tous les contacts.vcf",
    "all contacts.csv",
    "tous les contacts.csv",
)


def is_archive(data: bytes) -> bool:
    """Whether the content is a ZIP, whole or damaged."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def is_workbook(data: bytes) -> bool:
    """Whether the ZIP is a document of an office program rather than a folder of files."""
    if data[30:38] == b"mimetype":  # OpenDocument
        return True
    if data.count(_ENTRY) > _MOST_ENTRIES:
        return False
    try:
        return "[content_types].xml" in {
            name.casefold() for name in ZipFile(BytesIO(data)).namelist()
        }
    except (BadZipFile, ValueError, NotImplementedError):
        return b"[Content_Types].xml" in data


@contextmanager
def opened(data: bytes, limits: Limits) -> Iterator[ZipFile]:
    """The archive, once its directory has been found harmless. Raises Refused."""
    if data.count(_ENTRY) > limits.archive_members:
        raise Refused(FileProblem.UNSAFE_ARCHIVE)
    if not is_zipfile(BytesIO(data)):
        raise Refused(FileProblem.UNSUPPORTED_FORMAT)
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, NotImplementedError):
        raise Refused(FileProblem.UNSUPPORTED_FORMAT) from None
    with archive:
        members = archive.infolist()
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise Refused(FileProblem.UNSUPPORTED_FORMAT)
        if sum(member.file_size for member in members) > limits.unpacked_bytes:
            raise Refused(FileProblem.DECOMPRESSED_TOO_LARGE)
        yield archive


def chunks_of(archive: ZipFile, member: ZipInfo, limits: Limits) -> Iterator[bytes]:
    """The content of a member, counted while it is unpacked. Raises Refused."""
    left = limits.unpacked_bytes
    try:
        with archive.open(member) as content:
            while chunk := content.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise Refused(FileProblem.DECOMPRESSED_TOO_LARGE)
                yield chunk
    except Refused:
        raise
    except Exception:  # each compression has errors of its own; all mean that it is damaged
        raise Refused(FileProblem.UNSUPPORTED_FORMAT) from None


def connections_in(data: bytes, limits: Limits) -> bytes:
    """The connections in LinkedIn's archive, the people in ours, or the only CSV or vCard file.

    Raises Refused: what holds neither, or several, is no file of contacts.
    """
    with opened(data, limits) as archive:
        files = [member for member in archive.infolist() if _is_a_file(member)]
        member = _the_one(files)
        if member is None:
            nested = any(_base_name(file).endswith(_NESTED) for file in files)
            raise Refused(FileProblem.UNSAFE_ARCHIVE if nested else FileProblem.UNSUPPORTED_FORMAT)
        return b"".join(chunks_of(archive, member, limits))


def _the_one(files: list[ZipInfo]) -> ZipInfo | None:
    for wanted in _WANTED:
        for file in files:
            if _base_name(file) == wanted:
                return file
    ours = [file for file in files if _OURS.fullmatch(_base_name(file))]
    if len(ours) == 1:  # of several, each is imported by itself, so that nobody is left out
        return ours[0]
    readable = [file for file in files if _base_name(file).endswith((".csv", ".vcf"))]
    return readable[0] if len(readable) == 1 else None


def _base_name(member: ZipInfo) -> str:
    """The name without its folders; nothing is ever written under it."""
    return member.filename.replace("\\", "/").rpartition("/")[2].casefold()


def _is_a_file(member: ZipInfo) -> bool:
    """No folder, no link, and none of the shadow files that a Mac adds."""
    is_link = (member.external_attr >> 28) == 0xA
    return not (member.is_dir() or is_link or _base_name(member).startswith("."))
