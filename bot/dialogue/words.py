"""Puts sentences into a person's language, with dates, countries and villages in that language's manner.

The Indonesian sentence is the message id; a sentence without a translation is spoken in Indonesian rather than not at
all (`rantau check` keeps that from reaching people).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from string import Formatter
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, get_group_symbol

from bot.dialogue.content import Content
from bot.dialogue.events import Say, Term, Values
from bot.dialogue.speech import Choice, Speech

SOURCE_LANGUAGE = "id"
DESK_LANGUAGES = frozenset({"id", "en"})
HOME = ZoneInfo("Asia/Jakarta")
SHORT_NAMES = {"HK": "Hong Kong", "MO": "Makau", "MM": "Myanmar"}
"""Where Babel's name is not what people say, such as "Hong Kong DAK Tiongkok"."""
SIGNS = {"IDR": "Rp", "MYR": "RM", "TWD": "NT$", "HKD": "HK$", "SGD": "S$", "JPY": "¥", "KRW": "₩", "USD": "US$"}
"""The signs people know of money; others are written as "SAR 1.500"."""
THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")
Catalogues = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Words:
    """The catalogues (language -> sentence -> translation) and the content they speak of."""

    catalogues: Catalogues
    content: Content

    def translate(self, sentence: str, language: str) -> str:
        """A sentence of the catalogue in a language."""
        return self.catalogues.get(language, {}).get(sentence) or sentence

    def speech(self, say: Say, language: str, values: Values | None = None) -> Speech:
        """What is said, ready for a wire; `values` are added to the event's own."""
        known = {**say.values, **(values or {})}
        choices = tuple(Choice(choice.id, self.translate(choice.label, language)) for choice in say.choices)
        return Speech(self.fill(say.text, language, known), choices)

    def notice(self, name: str, language: str, values: Values | None = None) -> Speech:
        """A sentence of flows/notices.yml by its name."""
        return self.speech(Say(self.content.notices[name], values or {}), language)

    def fill(self, sentence: str, language: str, values: Values) -> str:
        """A sentence in a language with its placeholders filled; facts may be named in any sentence."""
        return self.translate(sentence, language).format_map(_Filling(self, language, values))

    def term(self, term: Term, language: str, values: Values) -> str:
        """A value in words."""
        match term.kind:
            case "words":
                return self.fill(term.value, language, {**values, **term.values}) if term.value else ""
            case "money":
                return _money(term.value, language)
            case "country":
                return self._country(term.value, language)
            case "village":
                village = self.content.villages.get(term.value)
                return village.label if village else self.content.villages.area_name(term.value)
            case "date":
                return format_date(date.fromisoformat(term.value), "long", locale=language)
            case "time":
                moment = datetime.fromisoformat(term.value)
                return format_datetime(moment, "EEEE d MMMM HH:mm", tzinfo=HOME, locale=language) + " WIB"
            case "hotlines":
                return self._hotlines(term.value, language)
            case _:
                return term.value

    def _country(self, code: str, language: str) -> str:
        """The name of a country; Babel knows only some in Sundanese, the others are said in Indonesian."""
        if code in SHORT_NAMES:
            return SHORT_NAMES[code]
        return next(filter(None, (Locale(each).territories.get(code) for each in (language, SOURCE_LANGUAGE))), code)

    def _hotlines(self, country: str, language: str) -> str:
        content = self.content
        abroad = country and country != "ID"
        lines = [*content.hotlines.get(country, ()), *content.hotlines["*"]] if abroad else content.hotlines["ID"]
        return "\n".join(f"{self.translate(line.label, language)}: {content.facts[line.fact].value}" for line in lines)


def names_in(sentence: str) -> set[str]:
    """The names in braces; raises ValueError where a brace is left open."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def _in_the_manner_of(value: str, language: str) -> str:
    """A fact with its thousands written as the language writes them: "NT$1.800" is "NT$1,800" in English."""
    return THOUSANDS.sub(get_group_symbol(language), value)


def _money(amount: str, language: str) -> str:
    """An amount such as "2500000 IDR" as people write it: "Rp2.500.000"."""
    number, _, currency = amount.partition(" ")
    return SIGNS.get(currency, f"{currency} ") + format_decimal(number, locale=language)


class _Filling(dict[str, str]):
    """Looks placeholders up when they are met: among the values first, then among the facts."""

    def __init__(self, words: Words, language: str, values: Values) -> None:
        super().__init__()
        self._words, self._language, self._values = words, language, values

    def __missing__(self, name: str) -> str:
        if name in self._values:
            inner = {key: value for key, value in self._values.items() if key != name}
            return self._words.term(self._values[name], self._language, inner)
        fact = self._words.content.facts.get(name)
        if fact is None:
            raise KeyError(f"a sentence names {{{name}}}, which is neither a value nor a fact")
        return _in_the_manner_of(self._words.translate(fact.value, self._language), self._language)
