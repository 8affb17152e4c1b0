"""What kind of file some bytes really are, and whether we keep it; pure.

A list of what we keep, not a guess among hundreds: whatever is not recognised is refused, whatever it was called.
Containers that may hold programs (office files with macros, installers in OLE, plain archives) are looked into.
"""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from bot.channels.channel import Refused

# Matched at the first byte; the first that fits decides.
SIGNATURES = tuple(
    (re.compile(pattern, re.DOTALL), mime)
    for pattern, mime in (
        (rb"\xff\xd8\xff", "image/jpeg"),
        (rb"\x89PNG\r\n\x1a\n", "image/png"),
        (rb"RIFF.{4}WEBP", "image/webp"),
        (rb"GIF8[79]a", "image/gif"),
        (rb"OggS", "audio/ogg"),
        (rb"ID3|\xff[\xf2\xf3\xfa\xfb]", "audio/mpeg"),
        (rb"\xff[\xf1\xf9]", "audio/aac"),
        (rb"#!AMR(-WB)?\n", "audio/amr"),
        (rb"RIFF.{4}WAVE", "audio/wav"),
        (rb".{4}ftyp3g[p2]", "video/3gpp"),
        (rb".{4}ftypM4[AB] ", "audio/mp4"),
        (rb".{4}ftyp(iso[m2-9]|mp4[12]|avc1|dash|MSNV|M4V |mmp4)", "video/mp4"),
        (rb"\x1aE\xdf\xa3.{0,64}webm", "video/webm"),
        (rb"%PDF-\d", "application/pdf"),
        (
            rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.textPK",
            "application/vnd.oasis.opendocument.text",
        ),
    )
)

# Containers whose bytes do not say cheaply whether there is a picture in them: a claim of sound is believed.
SOUND_IN = {"video/mp4": "audio/mp4", "video/3gpp": "audio/3gpp", "video/webm": "audio/webm"}

ZIP = b"PK\x03\x04"
OFFICE_PARTS = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ZIP_PROGRAM = "vbaproject.bin"

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_STREAMS = {
    "WordDocument".encode("utf-16-le"): "application/msword",
    "Workbook".encode("utf-16-le"): "application/vnd.ms-excel",
}
OLE_PROGRAM = "_VBA_PROJECT".encode("utf-16-le")

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
MARKUP = re.compile(r"^#!|<\s*(!doctype|!entity|\?xml|\?php|html|head|body|svg|script|iframe|img|object)\b", re.IGNORECASE)
VCARD = re.compile(r"BEGIN:VCARD\b", re.IGNORECASE)


def kind_of(data: bytes) -> str | None:
    """Name the type the bytes show, None when it is none of those we keep."""
    if data.startswith(OLE):
        return _old_office(data)
    for signature, mime in SIGNATURES:
        if signature.match(data):
            return mime
    return _office(data) if data.startswith(ZIP) else _text(data)


def accept(data: bytes, claimed: str, limit: int) -> str | Refused:
    """Give the true type of a file we may keep, or Refused "too_large" (limit in bytes) or "wrong_type"."""
    if len(data) > limit:
        return Refused("too_large")
    true = kind_of(data)
    if true is None:
        return Refused("wrong_type")
    return SOUND_IN.get(true, true) if claimed.lower().startswith("audio/") else true


def _old_office(data: bytes) -> str | None:
    if OLE_PROGRAM in data:
        return None
    return next((mime for stream, mime in OLE_STREAMS.items() if stream in data), None)


def _office(data: bytes) -> str | None:
    """Look at the names in the archive only; nothing is unpacked, so an archive bomb stays folded."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (BadZipFile, ValueError, NotImplementedError, EOFError):
        return None
    if any(name.lower().endswith(ZIP_PROGRAM) for name in names):
        return None
    return next((mime for part, mime in OFFICE_PARTS.items() if part in names), None)


def _text(data: bytes) -> str | None:
    """Tell plain writing from pages and scripts, which a browser might run."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if not text.strip() or UNPRINTABLE.search(text) or MARKUP.search(text):
        return None
    return "text/vcard" if VCARD.match(text) else "text/plain"
