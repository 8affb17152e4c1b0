"""What files are, whatever they are called."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.channel import Refused
from bot.channels.media import OLE, accept, kind_of

ROOM = 1_000_000


def archive(*names: str) -> bytes:
    """Make a zip file with entries of these names."""
    data = BytesIO()
    with ZipFile(data, "w") as packed:
        for name in names:
            packed.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "<xml/>")
    return data.getvalue()


def box(brand: bytes) -> bytes:
    """Make the head of a file of the MP4 family."""
    return b"\0\0\0\x18ftyp" + brand + b"\0" * 12


KEPT = [
    (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n\0\0", "image/png"),
    (b"RIFF\x24\0\0\0WEBPVP8 ", "image/webp"),
    (b"GIF89a\x01\0", "image/gif"),
    (b"OggS\0\x02" + b"\0" * 22 + b"OpusHead", "audio/ogg"),
    (b"ID3\x04\0", "audio/mpeg"),
    (b"\xff\xfb\x90\x44", "audio/mpeg"),
    (b"\xff\xf1\x50\x80", "audio/aac"),
    (b"#!AMR\n\x3c", "audio/amr"),
    (b"RIFF\n\0\0\0WAVEfmt ", "audio/wav"),
    (box(b"isom"), "video/mp4"),
    (box(b"mp42"), "video/mp4"),
    (box(b"M4A "), "audio/mp4"),
    (box(b"3gp4"), "video/3gpp"),
    (b"\x1aE\xdf\xa3\x01\0\0\0\0\0\0\x1fB\x82\x84webm", "video/webm"),
    (b"%PDF-1.7\n", "application/pdf"),
    (
        archive("[Content_Types].xml", "word/document.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (
        archive("[Content_Types].xml", "xl/workbook.xml"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    (archive("mimetype", "content.xml"), "application/vnd.oasis.opendocument.text"),
    (OLE + b"\0" * 40 + "WordDocument".encode("utf-16-le"), "application/msword"),
    (b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Contoh\r\nEND:VCARD\r\n", "text/vcard"),
    ("Saya kerja 12 jam 🙏\n".encode(), "text/plain"),
    (b"\xef\xbb\xbfcatatan", "text/plain"),
]

REFUSED = [
    b"",
    b"MZ\x90\0\x03\0\0\0",
    b"\x7fELF\x02\x01\x01\0",
    b"<!DOCTYPE html><p>halo</p>",
    b"  <svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
    b"halo <script>x()</script>",
    b"#!/bin/sh\nrm x\n",
    b"BEGIN:VCARD\nNOTE:<script>x()</script>\nEND:VCARD\n",
    b"\0\0\0\0",
    b"\xfe\xfa\xfb",
    b"PK\x03\x04 broken",
    archive("virus.exe"),
    archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    OLE + b"\0" * 40 + "Installer".encode("utf-16-le"),
    OLE + "WordDocument".encode("utf-16-le") + "_VBA_PROJECT".encode("utf-16-le"),
    b"Rar!\x1a\x07\0",
]


@pytest.mark.parametrize(("data", "mime"), KEPT)
def test_kept(data: bytes, mime: str) -> None:
    """What we keep is known by its bytes, and a wrong name gives way to the true one."""
    assert kind_of(data) == mime
    assert accept(data, "image/jpeg", ROOM) == mime


@pytest.mark.parametrize("data", REFUSED)
def test_refused(data: bytes) -> None:
    """Programs, pages, macros, plain archives and noise are refused under any name."""
    assert accept(data, "image/jpeg", ROOM) == Refused("wrong_type")


@pytest.mark.parametrize(
    ("data", "claimed", "mime"),
    [
        (box(b"isom"), "audio/mp4", "audio/mp4"),
        (box(b"3gp4"), "Audio/3gpp", "audio/3gpp"),
        (b"OggS\0", "audio/ogg", "audio/ogg"),
    ],
)
def test_sound_in_a_film_container(data: bytes, claimed: str, mime: str) -> None:
    """A voice note in a container that is also used for films stays a voice note."""
    assert accept(data, claimed, ROOM) == mime


def test_too_large() -> None:
    """A file over the limit is refused, one of exactly the limit is not."""
    assert accept(b"%PDF-1.7", "application/pdf", 7) == Refused("too_large")
    assert accept(b"%PDF-1.7", "application/pdf", 8) == "application/pdf"


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", archive("word/document.xml")[:60], OLE]))
def test_any_bytes(noise: bytes, start: bytes) -> None:
    """No bytes make it fail."""
    kind = kind_of(start + noise)

    assert kind is None or "/" in kind


@given(st.integers(min_value=0), st.integers(min_value=0, max_value=255))
def test_damaged_archive(place: int, value: int) -> None:
    """No damaged archive makes it fail."""
    data = bytearray(archive("[Content_Types].xml", "word/document.xml"))
    data[place % len(data)] = value

    assert isinstance(accept(bytes(data), "application/zip", ROOM), str | Refused)
