"""Cutting what is to be said into what a wire can carry; pure.

Lengths are counted in UTF-8 bytes: providers count characters, UTF-16 units or SMS segments and none of them publishes
all its rules, but none counts a text as longer than its bytes. Indonesian and English lose nothing by it.
"""

import re
import unicodedata
from itertools import takewhile

from bot.channels.channel import Limits
from bot.dialogue.speech import Speech

_SPACE = r"[^\S\xa0\u2007\u202f]"  # white space where a line may be broken: "Rp 1.000" with a hard space stays whole
_NEXT_SENTENCE = r"(?=[^\sa-z0-9])"  # so that "No. 18" and "dsb. dan" are no borders

# The kinds of border, best first; what matches is left out between the pieces.
BORDERS = (
    re.compile(rf"{_SPACE}*\n{_SPACE}*\n\s*"),
    re.compile(rf"{_SPACE}*\n\s*"),
    re.compile(rf"(?:(?<=[.!?…])|(?<=[.!?…][\"'”’)\]])){_SPACE}+{_NEXT_SENTENCE}|(?<=[。！？])(?=.)"),
    re.compile(rf"{_SPACE}+"),
)

ZERO_WIDTH_JOINER = "\u200d"


def cut(speech: Speech, limits: Limits) -> list[Speech]:
    """Cut a speech into pieces within the limits; the choices stay with the last piece, as buttons or as numbers."""
    shown = speech if _fits_as_buttons(speech, limits) else numbered(speech)
    texts = _split(shown.text.strip(), limits.text)
    return [Speech(text) for text in texts[:-1]] + [Speech(text, shown.choices) for text in texts[-1:]]


def numbered(speech: Speech) -> Speech:
    """Write the choices as a numbered list under the text, for wires without buttons."""
    if not speech.choices:
        return speech
    listed = "\n".join(f"{number}. {choice.label}" for number, choice in enumerate(speech.choices, start=1))
    return Speech(f"{speech.text}\n\n{listed}".strip())


def _fits_as_buttons(speech: Speech, limits: Limits) -> bool:
    few = len(speech.choices) <= limits.choices
    short = all(len(choice.label) <= limits.choice_label for choice in speech.choices)
    return bool(speech.text.strip()) and few and short


def _split(text: str, limit: int) -> list[str]:
    pieces = []
    while text:
        end, start = _border(text, limit)
        pieces.append(text[:end])
        text = text[start:].lstrip()
    return pieces


def _border(text: str, limit: int) -> tuple[int, int]:
    """Find where the first piece ends and the rest starts."""
    reach = _reach(text, limit)
    if reach == len(text):
        return reach, reach
    for pattern in BORDERS:
        matches = pattern.finditer(text, 0, reach + 2)
        ends = [match.span() for match in matches if 0 < match.start() <= reach]
        if ends:
            return ends[-1]
    end = _character_border(text, reach)
    return end, end


def _reach(text: str, limit: int) -> int:
    """Count the characters whose bytes fit; at least one, so that cutting always comes to an end."""
    kept = text[:limit].encode(errors="replace")[:limit].decode(errors="ignore")
    return max(1, len(kept))


def _character_border(text: str, reach: int) -> int:
    """Step back to where a character as people see it ends, unless that one character is itself too long."""
    end = reach
    while end > 0 and _belongs_together(text, end):
        end -= 1
    return end or reach


def _belongs_together(text: str, border: int) -> bool:
    before, after = text[border - 1], text[border]
    if _is_flag_half(after):
        return len(list(takewhile(_is_flag_half, reversed(text[:border])))) % 2 == 1
    return ZERO_WIDTH_JOINER in (before, after) or _clings(after)


def _clings(character: str) -> bool:
    """Tell marks, skin tones and emoji tags, which belong to the character before them."""
    return (
        unicodedata.category(character).startswith("M")
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
