"""The marks two reports may share: a telephone number, an agency, a way out of the country."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

PHONE = re.compile(r"(?<![\d+])(?:\+?62[ -]?|0)8\d(?:[ .-]?\d){7,10}(?!\d)|\+\d{1,3}(?:[ .-]?\d){7,11}(?!\d)")
AGENCY = re.compile(
    r"\b(?:p\.?t|cv|lpk)(?:\.\s*|\s+)([a-z][a-z&'-]*(?:[ \t]+(?!(?:p\.?t|cv|lpk)\b)[a-z][a-z&'-]*){0,3})", re.IGNORECASE
)
ROUTE = re.compile(r"\b(?:lewat|liwat|via|melalui|through)\s+([a-z]{4,}(?:[ \t]+[a-z]{4,})?)", re.IGNORECASE)
ENDS_A_NAME = frozenset({
    "yang", "di", "ke", "dari", "dan", "itu", "ini", "saya", "sudah", "belum", "tidak", "mau", "untuk", "dengan", "karena",
    "katanya", "janji", "dia", "mereka", "kami", "aku", "is", "in", "at", "and", "the", "who", "that", "has", "have",
    "sing", "ora", "wis", "nu", "teu", "geus", "anu", "kang", "ka", "ti", "jeung", "tahun", "bulan", "tapi", "lalu",
    "sejak", "bernama", "namanya", "menahan", "ditahan", "minta", "meminta", "menjanjikan", "dijanjikan", "membayar",
    "gaji", "paspor", "uang", "naik", "pakai", "terus", "pada", "waktu",
})  # fmt: skip
NO_PLACE = frozenset({
    "telepon", "whatsapp", "facebook", "bank", "transfer", "agen", "online", "pesan", "orang", "teman", "sponsor", "kantor",
    "tiktok",
})  # fmt: skip
ALIKE = 80  # of 100, by the words two stories share
LONGEST = 96


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing named in a report. `kind` is "phone", "agency" or "route"."""

    kind: str
    value: str


def marks_in(text: str, country: str) -> frozenset[Mark]:
    """The marks in the words of a report; a route counts together with the country it leads to."""
    found = {Mark("phone", _digits(each[0])) for each in PHONE.finditer(text)}
    found |= {Mark("agency", name) for each in AGENCY.finditer(text) if (name := _name(each[1]))}
    if country:
        places = (_name(each[1]) for each in ROUTE.finditer(text))
        found |= {Mark("route", f"{country} {place}") for place in places if place and place.split()[0] not in NO_PLACE}
    return frozenset(Mark(each.kind, each.value[:LONGEST]) for each in found)


def alike(story: str, others: Iterable[str]) -> list[bool]:
    """For each other story whether it may tell of the same thing."""
    return [bool(other.strip()) and fuzz.token_set_ratio(story.lower(), other.lower()) >= ALIKE for other in others]


def _digits(phone: str) -> str:
    digits = re.sub(r"\D", "", phone)
    return "62" + digits[1:] if digits.startswith("0") else digits


def _name(words: str) -> str:
    """The words of a name up to one that no name holds, in small letters."""
    kept = list[str]()
    for word in words.lower().split():
        if word in ENDS_A_NAME:
            break
        kept.append(word)
    return " ".join(kept)
