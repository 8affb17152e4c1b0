"""The kinds of answer a question may want: each reads what was heard and says what it understood."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from bot.dialogue.checklist import OFFERED, Progress
from bot.dialogue.events import Term, Values
from bot.dialogue.receipt import read_code, read_number, read_pin
from bot.dialogue.scene import Scene
from bot.dialogue.speech import Choice
from bot.dialogue.villages import Village, plain

LONGEST_LIST = 5
LONGEST_AMOUNT = 12  # digits
MONEY = re.compile(r"\d+(?:\.\d+)? [A-Z]{3}")
DURATION = re.compile(r"P(\d+(?:\.\d+)?)([YM])")
MONTHS_A_YEAR = 12
MOST_MONTHS = 60
FEW_WORDS = 5
SKIPPED = "-"
DETAIL = "detail_"
"""How the steps begin whose answers are added to a case after its receipt."""
SENT = "(berkas)"
NOON = 12
HOUR = re.compile(r"(\d{1,2})(?:[.:]\d\d)?\s*(?:(?:wib|pas|an)\b\s*)?([a-z]*)", re.IGNORECASE)
MIDDAY, EARLY = {"siang", "sore", "awan", "beurang", "afternoon", "pm"}, 7
EVENING = {"malam", "sore", "bengi", "wengi", "peuting", "sonten", "night", "evening", "pm"}
SHORTEST_WORD, LONGEST_WORD = 4, 40


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer was understood as `value`; `extra` are answers to other steps that came with it."""

    value: str
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Unclear:
    """The answer was not enough: say `notice` (a name of flows/notices.yml) and offer these choices."""

    notice: str
    values: Values = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()


Answered = Taken | Unclear


def take_story(scene: Scene) -> Answered:
    """Any words, voice, photo, file or place."""
    gist = scene.gist
    if not gist.text.strip() and not gist.evidence:
        return Unclear("story_empty")
    return Taken(gist.text.strip(), tuple(("evidence", line) for line in gist.evidence))


def take_text(scene: Scene) -> Answered:
    """Any words."""
    text = scene.gist.text.strip()
    return Taken(text) if text else Unclear("words_wanted")


def take_detail(scene: Scene) -> Answered:
    """Any words or file; the choice to say nothing is `SKIPPED`."""
    told = take_story(scene)
    return Taken(told.value or SENT, told.extra) if isinstance(told, Taken) else told


def take_village(scene: Scene) -> Answered:
    """A village by name; several of one name are offered, or told apart by their regency when there are many."""
    typed = scene.gist.text.strip()
    code = typed if scene.content.villages.get(typed) else ""
    found = scene.content.villages.find(typed) if not code else []
    if code or len(found) == 1:
        return Taken(code or found[0].code)
    shown = Term("plain", typed[:60])
    if not found:
        return Unclear("village_unknown", {"typed": shown})
    choices = tuple(_village_choice(village) for village in found[:LONGEST_LIST])
    if not any(f" {plain(village.name)} " in f" {plain(typed)} " for village in found):
        return Unclear("village_nearly", {"typed": shown}, choices)
    if len(found) > LONGEST_LIST:
        count = scene.content.villages.count(found[0].name)
        return Unclear("village_many", {"count": Term("plain", str(count)), "name": Term("plain", found[0].name)})
    return Unclear("village_which", choices=choices)


def _village_choice(village: Village) -> Choice:
    return Choice(village.code, village.label)


def take_country(scene: Scene) -> Answered:
    """A country or a city abroad by name."""
    country = scene.gist.country
    return Taken(country) if country else Unclear("country_unknown")


def take_case_number(scene: Scene) -> Answered:
    """A case number with a right check digit."""
    number = read_number(scene.gist.text)
    return Taken(number) if number else Unclear("number_wrong")


def take_pin(scene: Scene) -> Answered:
    """A PIN of six digits; whether it is the right one the book decides."""
    pin = read_pin(scene.gist.text)
    return Taken(pin) if pin else Unclear("pin_wrong_shape")


def take_money(scene: Scene) -> Answered:
    """An amount of money; a bare number is of the currency named before in this flow, or else rupiah."""
    if scene.gist.money:
        return Taken(scene.gist.money)
    digits = re.sub(r"[^0-9]", "", scene.gist.text)
    before = [each.value[-3:] for each in scene.walk.answers if MONEY.fullmatch(each.value)]
    currency = before[-1] if before else "IDR"
    return Taken(f"{int(digits)} {currency}") if 0 < len(digits) <= LONGEST_AMOUNT else Unclear("money_unknown")


def take_months(scene: Scene) -> Answered:
    """A number of months or years, up to five years."""
    lasting = DURATION.fullmatch(scene.gist.duration)
    found = re.search(r"\d+", scene.gist.wording or scene.gist.text)
    if lasting:
        months = round(float(lasting[1]) * (MONTHS_A_YEAR if lasting[2] == "Y" else 1))
    else:
        months = int(found[0]) if found and len(found[0]) < LONGEST_AMOUNT else 0
    return Taken(str(months)) if 0 < months <= MOST_MONTHS else Unclear("months_unknown")


def take_date(scene: Scene) -> Answered:
    """A day to come; one without a year is the next of that name."""
    day = day_to_come(scene.gist.date, scene.now.date())
    return Taken(day) if day else Unclear("date_unknown")


def day_to_come(written: str, today: date) -> str:
    """The day (ISO) of a date as the ear writes it, "2027-03-31" or "--03-31"; "" when it is none, or has passed."""
    years = (today.year, today.year + 1) if written.startswith("--") else (int(written[:4] or 0),)
    for year in years:
        try:
            day = date.fromisoformat(f"{year:04d}-{written[-5:]}")
        except ValueError:
            continue
        if day > today:
            return day.isoformat()
    return ""


def take_age(scene: Scene) -> Answered:
    """A child's age in years, or one of the ages listed ("6-12 tahun")."""
    found = re.search(r"\d+", scene.gist.wording or scene.gist.text)
    for age in scene.content.guidance:
        first, last = (int(each) for each in re.findall(r"\d+", age))
        if found and first <= int(found[0]) <= last:
            return Taken(age)
    return Unclear("choose_one")


def take_hours(scene: Scene) -> Answered:
    """Two hours of the day, such as "19-21"; hours called evening or night are those after noon."""
    said = [(int(hour), word.lower()) for hour, word in HOUR.findall(scene.gist.text)][:2]
    if len(said) < 2 or max(hour for hour, _ in said) > 2 * NOON:
        return Unclear("hours_unknown")
    (first, of_first), (last, of_last) = said
    of_first = of_first or (of_last if first < last else "")
    start, end = _hour(first, of_first), _hour(last, of_last)
    return Taken(f"{start}-{end}") if start % (2 * NOON) != end % (2 * NOON) else Unclear("hours_unknown")


def _hour(hour: int, part: str) -> int:
    """An hour of the clock as one of the day: "10 malam" is 22, "12 malam" 24, "1 siang" 13."""
    if part in EVENING and hour <= NOON:
        return hour + NOON
    return hour + NOON if part in MIDDAY and hour < EARLY else hour


def take_safe_word(scene: Scene) -> Answered:
    """A word nobody else knows: long enough, and none that means something to the assistant."""
    word = " ".join(scene.gist.text.casefold().split())
    usable = SHORTEST_WORD <= len(word) <= LONGEST_WORD and word not in scene.content.commands
    return Taken(word) if usable else Unclear("word_too_short")


def take_code(scene: Scene) -> Answered:
    """A code of eight digits; whether it opens something the book decides."""
    code = read_code(scene.gist.text)
    return Taken(code) if code else Unclear("code_shape")


def take_own_case(scene: Scene) -> Answered:
    """One of the open cases this talk may decide about, by its number."""
    number = read_number(scene.gist.text)
    return Taken(number) if number in {case.number for case in scene.own_open} else Unclear("number_wrong")


def meant_by(scene: Scene, choices: tuple[Choice, ...]) -> str:
    """The one choice that a few words name a part of, or "": "paspor" for "Paspor habis"."""
    said = plain(scene.gist.text).split()
    if len(said) > FEW_WORDS:
        return ""
    hits = {choice.id: sum(word in said for word in plain(choice.label).split()) for choice in choices}
    best = max(hits.values(), default=0)
    meant = [choice for choice, count in hits.items() if count == best]
    return meant[0] if best and len(meant) == 1 else ""


ANSWERS: dict[str, Callable[[Scene], Answered]] = {
    "story": take_story,
    "text": take_text,
    "village": take_village,
    "country": take_country,
    "case_number": take_case_number,
    "pin": take_pin,
    "detail": take_detail,
    "money": take_money,
    "months": take_months,
    "date": take_date,
    "age": take_age,
    "hours": take_hours,
    "safe_word": take_safe_word,
    "code": take_code,
    "own_case": take_own_case,
}
FREE_WORDS = {"story", "text", "detail"}


def listed(scene: Scene, answer: str) -> tuple[Choice, ...]:
    """Choices that depend on the scene: categories of complaint, languages, the cases followed."""
    content = scene.content
    if answer == "category":
        return tuple(Choice(name, each.label) for name, each in content.categories.items() if each.asked)
    if answer == "language":
        return tuple(Choice(code, LANGUAGE_NAMES[code]) for code in content.manner.languages)
    if answer == "case_number":
        return tuple(Choice(case.number, case.number) for case in scene.cases if case.open and case.rights != "status")
    if answer == "own_case":
        return tuple(Choice(case.number, case.number) for case in scene.own_open)
    if answer == "age":
        return tuple(Choice(age, age) for age in content.guidance)
    if answer == "item":
        open_items = Progress(content.checklist, scene.talk.ticked).open[:OFFERED]
        return (*(Choice(item.name, item.label) for item in open_items), Choice(SKIPPED, content.buttons["nothing_new"]))
    if answer == "detail":
        return (Choice(SKIPPED, content.buttons["skip"]),)
    return ()


LANGUAGE_NAMES = {"id": "Bahasa Indonesia", "en": "English", "jv": "Basa Jawa", "su": "Basa Sunda"}
