"""Reads everything written outside the code (flows, replies, facts, notices, catalogues, areas) into values.

Each file is read once, on the roof. A fault names the file and what to change; `rantau check` looks deeper.
"""

import csv
import gzip
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from bot.config import ROOT, Settings
from bot.dialogue.content import Category, Content, Fact, Hotline, Manner, Reply
from bot.dialogue.flow import Flow, read_flow
from bot.dialogue.villages import Villages
from bot.dialogue.words import SOURCE_LANGUAGE, Words
from bot.tables import read_checklist, read_fees, read_guidance, read_red_flags
from bot.yamlfile import read


class ContentFault(ValueError):
    """A content file is not written as it should be; the message names the file and what to change."""


def read_content(settings: Settings, root: Path = ROOT) -> Content:
    """Read all content; raises ContentFault, FlowError or YamlFault."""
    flows = root / "flows"
    return Content(
        flows=_flows(flows / "talks"),
        replies=tuple(_replies(sorted((flows / "replies").glob("*.yml")))),
        facts={name: _fact(flows / "facts.yml", name, raw) for name, raw in _section(flows / "facts.yml", "facts").items()},
        notices=_section(flows / "notices.yml", "notices"),
        buttons=_section(flows / "notices.yml", "buttons"),
        states=_section(flows / "notices.yml", "states"),
        labels=_section(flows / "notices.yml", "labels"),
        officer=_section(flows / "officer.yml", "officer"),
        menu=_section(flows / "menu.yml", "menu"),
        pillars=_section(flows / "menu.yml", "pillars"),
        fees=read_fees(flows / "fees.yml"),
        red_flags=read_red_flags(flows / "red_flags.yml"),
        checklist=read_checklist(flows / "checklist.yml"),
        guidance={age: tuple(weeks) for age, weeks in read_guidance(flows / "guidance.yml").items()},
        officials={name: tuple(words) for name, words in _section(flows / "officials.yml", "officials").items()},
        commands=_commands(_section(flows / "commands.yml", "commands")),
        safety={name: text.strip() for name, text in _section(flows / "safety.yml", "safety").items()},
        safety_of=_section(flows / "safety.yml", "reasons"),
        hotlines=_hotlines(_section(flows / "hotlines.yml", "hotlines")),
        categories=_categories(settings),
        villages=Villages(read_areas()),
        manner=Manner(settings.understanding.sure, settings.understanding.offered, settings.languages),
    )


def read_words(content: Content, languages: Iterable[str], root: Path = ROOT) -> Words:
    """The catalogues of all languages, citizens' and desk's together."""
    return Words({code: read_catalogue(root, code) for code in languages if code != SOURCE_LANGUAGE}, content)


def read_catalogue(root: Path, language: str) -> Mapping[str, str]:
    """The translations of one language; a fuzzy one counts as missing."""
    found: dict[str, str] = {}
    for path in sorted((root / "locales" / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        found |= {str(each.id): str(each.string) for each in catalogue if each.id and each.string and not each.fuzzy}
    return found


def read_areas() -> Mapping[str, str]:
    """All administrative areas, code -> name."""
    with gzip.open(Path(__file__).parent / "data" / "regions.csv.gz", "rt", encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        return {row[0]: row[1] for row in rows}


def _section(path: Path, name: str) -> Mapping[str, Any]:
    raw = read(path)
    section = raw.get(name) if isinstance(raw, dict) else None
    if not isinstance(section, dict):
        raise ContentFault(f"{path}: a mapping under `{name}:` is needed")
    return section


def _flows(folder: Path) -> Mapping[str, Flow]:
    flows = dict[str, Flow]()
    for path in sorted(folder.glob("*.yml")):
        raw = read(path)
        if not isinstance(raw, dict):
            raise ContentFault(f"{path}: a flow is a mapping with `flow:` and `steps:`")
        flow = read_flow({**raw, "steps": list(_with_parts(path, raw.get("steps")))})
        if flow.name != path.stem:
            raise ContentFault(f"{path}: the flow is called {flow.name}; name and file must agree")
        flows[flow.name] = flow
    return flows


def _replies(paths: Iterable[Path]) -> Iterable[Reply]:
    names = set[str]()
    for path in paths:
        raw = read(path)
        if not isinstance(raw, dict) or not isinstance(raw.get("replies"), list):
            raise ContentFault(f"{path}: a list under `replies:` is needed")
        for each in raw["replies"]:
            reply = _reply(path, each)
            if reply.name in names:
                raise ContentFault(f"{path}: two replies are called {reply.name}")
            names.add(reply.name)
            yield reply


def _with_parts(path: Path, steps: object) -> Iterator[object]:
    """The steps of a flow with those of the parts it uses (`use: consent` -> flows/parts/consent.yml)."""
    for step in steps if isinstance(steps, list) else []:
        if not (isinstance(step, dict) and set(step) == {"use"}):
            yield step
            continue
        part = path.parent.parent / "parts" / f"{step['use']}.yml"
        if not part.exists():
            raise ContentFault(f"{path}: there is no {part}")
        raw = read(part)
        if not isinstance(raw, dict) or not isinstance(raw.get("steps"), list):
            raise ContentFault(f"{part}: a list under `steps:` is needed")
        yield from raw["steps"]


def _reply(path: Path, raw: Mapping[str, Any]) -> Reply:
    name = raw.get("reply", "?")
    missing = {"reply", "intent", "text", "source", "checked", "expires", "button"} - set(raw)
    unknown = set(raw) - {*Reply.__dataclass_fields__, "reply"} | ({"name"} & set(raw))
    if missing or unknown:
        faults = [
            *(f"`{key}` is missing" for key in sorted(missing)),
            *(f"`{key}` is unknown" for key in sorted(unknown)),
        ]
        raise ContentFault(f"{path}: reply {name}: {', '.join(faults)}")
    return Reply(
        name=name,
        intent=raw["intent"],
        text=raw["text"].strip(),
        source=raw["source"],
        checked=_date(path, name, raw["checked"]),
        expires=_date(path, name, raw["expires"]),
        button=raw["button"],
        related=tuple(raw.get("related", ())),
        country=raw.get("country", ""),
        document=raw.get("document", ""),
        about=tuple(raw.get("about", ())),
        verify=raw.get("verify") == "yes",
    )


def _fact(path: Path, name: str, raw: Mapping[str, str]) -> Fact:
    missing = {"value", "about", "source", "checked", "confidence"} - set(raw)
    if missing:
        raise ContentFault(f"{path}: fact {name}: {', '.join(sorted(missing))} missing")
    checked = _date(path, name, raw["checked"])
    return Fact(raw["value"], raw["about"], raw["source"], checked, raw["confidence"], raw.get("verify") == "yes")


def _date(path: Path, name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ContentFault(f"{path}: {name}: {text!r} is no date; write it as 2026-01-31") from None


def _commands(raw: Mapping[str, Any]) -> Mapping[str, str]:
    commands = dict[str, str]()
    for command, words in raw.items():
        for word in words:
            if word in commands:
                raise ContentFault(f"flows/commands.yml: {word!r} stands under {commands[word]} and {command}")
            commands[word] = command
    return commands


def _hotlines(raw: Mapping[str, Any]) -> Mapping[str, tuple[Hotline, ...]]:
    return {code: tuple(Hotline(line["fact"], line["say"]) for line in lines) for code, lines in raw.items()}


def _categories(settings: Settings) -> Mapping[str, Category]:
    return {
        name: Category(name, each.label, each.intents, each.asked, each.safety)
        for name, each in settings.categories.items()
    }
