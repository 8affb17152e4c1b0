"""Makes typed text safe to keep: no characters that a database or a screen cannot bear, and a length with an end."""

import unicodedata

LONGEST_TEXT = 4000
KEPT_CONTROLS = {"\n", "\t"}
INVISIBLE = {
    "\u200b",
    "\u2060",
    "\ufeff",
    "\u202a",
    "\u202b",
    "\u202c",
    "\u202d",
    "\u202e",
    "\u2066",
    "\u2067",
    "\u2068",
    "\u2069",
}


def clean(text: str) -> str:
    """The text without control, bidi-override and zero-width characters and lone surrogates, in composed form."""
    kept = (
        letter
        for letter in text.replace("\r\n", "\n").replace("\r", "\n")
        if letter in KEPT_CONTROLS or (unicodedata.category(letter) not in {"Cc", "Cs"} and letter not in INVISIBLE)
    )
    return unicodedata.normalize("NFC", "".join(kept)).strip()
