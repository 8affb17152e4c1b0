"""All villages of Indonesia, found by the name a person types.

83,763 villages share 63,742 names (98 are called Sidomulyo), so a name alone is seldom enough: words that name the
district, regency or province narrow the list, and spelling is forgiven.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

CLOSE_ENOUGH = 82
ALMOST = 0.1
NEARLY = 0.9
TRIED = 2  # words that may be misspelt; each costs three searches
LEVEL_WORDS = {
    "desa", "ds", "kelurahan", "kel", "dusun", "dukuh", "kampung", "kp", "kecamatan", "kec", "kabupaten", "kab",
    "kota", "provinsi", "prov", "dari", "di", "saya", "asal", "nang", "ing", "ti", "from", "village", "nagari",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Village:
    """A village with the names of the areas around it."""

    code: str
    name: str
    district: str
    regency: str
    province: str

    @property
    def label(self) -> str:
        """Enough of the name to tell equals apart."""
        return f"{self.name}, Kec. {self.district}, {self.regency}"


class Villages:
    """The index of village names; built once, never changed."""

    def __init__(self, areas: Mapping[str, str]) -> None:
        """Take all areas as code -> name; codes as in the Kemendagri list (35.02.18.2015)."""
        self._areas = areas
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for code, name in areas.items():
            if code.count(".") == 3:
                self._by_name[plain(name)].append(code)
        self._names = list(self._by_name)

    def get(self, code: str) -> Village | None:
        """The village with this code, or None."""
        if code.count(".") != 3 or code not in self._areas:
            return None
        district, regency, province = (self._areas[code[:length]] for length in (8, 5, 2))
        return Village(code, self._areas[code], district, _titled(regency), _titled(province))

    def area_name(self, code: str) -> str:
        """The name of any area by its code, "Indonesia" for the empty code."""
        return _titled(self._areas.get(code, "")) if code else "Indonesia"

    def find(self, typed: str, limit: int = 5) -> list[Village]:
        """The villages somebody may mean, best first; one exact village alone when the words leave no doubt."""
        words = plain(typed).split()
        naming = [word for word in words if word not in LEVEL_WORDS]
        if not naming:
            return []
        scores = self._exact(words)
        for place in self._unexplained(naming, scores)[:TRIED]:
            for start, end in ((place, place + 1), (max(place - 1, 0), place + 1), (place, place + 2)):
                scores = {**self._near(naming[start:end], limit), **scores}
        return self._best({code: score + self._agreement(code, words) for code, score in scores.items()})

    def _near(self, name: list[str], limit: int) -> dict[str, float]:
        """Villages whose name is spelt nearly so, scored below an exact name."""
        found = process.extract(" ".join(name), self._names, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH, limit=limit)
        worth = len(name) * NEARLY / 100
        return {code: ratio * worth for match, ratio, _ in found for code in self._by_name[match]}

    def _unexplained(self, naming: list[str], codes: Iterable[str]) -> list[int]:
        """The places of the words that are part of no village found by its exact name, nor of an area around one."""
        known = {word for code in codes for word in (*plain(self._areas[code]).split(), *self._around(code))}
        return [place for place, word in enumerate(naming) if word not in known]

    def _best(self, scores: Mapping[str, float]) -> list[Village]:
        best = max(scores.values(), default=0.0)
        codes = sorted((code for code, score in scores.items() if score > best - ALMOST), key=lambda code: -scores[code])
        return [village for code in codes if (village := self.get(code))]

    def count(self, typed: str) -> int:
        """How many villages carry exactly this name."""
        return len(self._by_name.get(plain(typed), ()))

    def _exact(self, words: list[str]) -> dict[str, float]:
        """Villages whose whole name stands in the words, scored by the number of words it took (a level word by half)."""
        found: dict[str, float] = {}
        for size in range(1, min(len(words), 4) + 1):
            for start in range(len(words) - size + 1):
                name = " ".join(words[start : start + size])
                if name not in LEVEL_WORDS:
                    worth = sum(0.5 if word in LEVEL_WORDS else 1.0 for word in words[start : start + size])
                    found |= dict.fromkeys(self._by_name.get(name, ()), worth)
        return found

    def _agreement(self, code: str, words: Iterable[str]) -> int:
        """How many of the words, the village's own name apart, name an area around it."""
        own = plain(self._areas[code]).split()
        around = self._around(code)
        return sum(word in around for word in words if word not in own and word not in LEVEL_WORDS)

    def _around(self, code: str) -> set[str]:
        return {part for length in (8, 5, 2) for part in plain(self._areas[code[:length]]).split()}


def plain(name: str) -> str:
    """Lower case letters and digits with single blanks."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", name.lower()).split())


def _titled(name: str) -> str:
    return name.title().replace("Dki ", "DKI ").replace("Di ", "DI ")
