"""Where each named thing of the content stands, as "file:line", for whoever has to mend it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.yamlfile import Lines, read

SECTIONS = {
    "flows/notices.yml": ("notices", "buttons", "states", "labels"),
    "flows/facts.yml": ("facts",),
    "flows/safety.yml": ("safety",),
    "flows/officer.yml": ("officer",),
    "flows/menu.yml": ("menu",),
    "flows/hotlines.yml": ("hotlines",),
    "config.yml": ("categories",),
}


def read_places(root: Path) -> Mapping[str, str]:
    """The line of every step, reply and named sentence: "flows/replies, reply costs" -> "flows/replies/costs.yml:12"."""
    return dict([*_sections(root), *_listed(root, "flows/talks", "steps"), *_listed(root, "flows/replies", "replies")])


def _sections(root: Path) -> Iterator[tuple[str, str]]:
    for file, sections in SECTIONS.items():
        raw = read(root / file)
        for section in sections:
            found = raw.get(section) if isinstance(raw, Lines) else None
            if isinstance(found, Lines):
                yield from ((f"{file}, {name}", f"{file}:{line}") for name, line in found.line_of.items())


def _listed(root: Path, folder: str, section: str) -> Iterator[tuple[str, str]]:
    for path in sorted((root / folder).glob("*.yml")):
        raw, file = read(path), f"{folder}/{path.name}"
        listed = raw.get(section) if isinstance(raw, Lines) else None
        for number, each in enumerate(listed if isinstance(listed, list) else [], start=1):
            if not isinstance(each, Lines):
                continue
            if section == "steps":
                yield f"{file}, step {each.get('step', f'#{number}')}", f"{file}:{each.line}"
            else:
                yield f"{folder}, reply {each.get('reply')}", f"{file}:{each.line}"
