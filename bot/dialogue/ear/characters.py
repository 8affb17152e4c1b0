"""Makes strange characters harmless before anything else looks at a message.

Phones send full-width letters, invisible joiners, direction marks and half-broken emoji; none of it may change what a
sentence means, and nobody may make us work longer by sending more.
"""

import re
import unicodedata

LONGEST = 2_000
"""Characters of a message that are read; what comes after is kept by others but not understood."""

_CONTROL = re.compile(r"(?:\x1b\[[0-9;]*[a-zA-Z]|[\x00-\x1f\x7f])+")
"""Control characters, and what tells a terminal its colours: the digits and letter in it are not the person's."""
_DROPPED = frozenset({"Cf", "Co", "Cs", "Cn", "Mn", "Me", "Sk"})
_SPACED = frozenset({"Cc", "Zs", "Zl", "Zp"})


def bounded(text: str) -> str:
    """Return the part of a message that is read at all."""
    return text[:LONGEST]


def folded(text: str) -> str:
    """Return at most LONGEST characters in lower case, without accents, invisible or control characters."""
    text = bounded(text)
    if text.isascii():
        return _CONTROL.sub(" ", text).lower()
    plain = unicodedata.normalize("NFKD", _CONTROL.sub(" ", text))
    return "".join(map(_settled, plain)).casefold()[:LONGEST]


def spoken(text: str) -> bool:
    """Tell whether there is a letter or digit in the part of a message that is read: emoji alone ask for nothing."""
    return any(map(str.isalnum, bounded(text)))


def _settled(character: str) -> str:
    """Return a character as it is, as a space or as nothing."""
    category = unicodedata.category(character)
    if category in _DROPPED:
        return ""
    return " " if category in _SPACED else character
