"""The translators' files: renewed from the sentences people may read, and proved against them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from bot.dialogue.words import DESK_LANGUAGES, SOURCE_LANGUAGE, names_in
from bot.sentences import CITIZEN, DESK, Sentence

HEADER = "# The Indonesian sentence is the msgid; `rantau words` brings this file up to date. See locales/README.md."


def wanted(languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The files there must be: (language, reader)."""
    for language in languages:
        if language != SOURCE_LANGUAGE:
            yield language, CITIZEN
            if language in DESK_LANGUAGES:
                yield language, DESK


def renew(root: Path, found: Iterable[Sentence], languages: Iterable[str]) -> Iterator[str]:
    """Write new sentences into the catalogues and drop old ones; one line for each file on how much is translated."""
    found = list(found)
    for language, reader in wanted(languages):
        path = _path(root, language, reader)
        catalogue = _read(path, language)
        catalogue.update(_template(found, reader, catalogue))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=0, ignore_obsolete=True)
        done = sum(_done(message) for message in catalogue if message.id)
        yield f"{path.relative_to(root)}: {done} of {len(catalogue)} translated"


def catalogue_faults(root: Path, found: Iterable[Sentence], languages: Iterable[str]) -> Iterator[str]:
    """Sentences without a translation, translations of nothing, and placeholders that differ."""
    found = list(found)
    for language, reader in wanted(languages):
        path = _path(root, language, reader)
        catalogue = _read(path, language)
        ours = {sentence.text: sentence.place for sentence in found if sentence.reader == reader}
        translated = {str(message.id): message for message in catalogue if message.id and _done(message)}
        name = path.relative_to(root)
        for text in ours.keys() - translated.keys():
            yield f"{name}: not translated: {text[:60]!r} ({ours[text]})"
        for text, message in translated.items():
            where = f"{name}:{message.lineno}"
            if text not in ours:
                yield f"{where}: nobody says {text[:60]!r} any more; run `rantau words`"
            elif names_in(text) != names_in(str(message.string)):
                yield f"{where}: other placeholders than {sorted(names_in(text))}"


def _template(found: Iterable[Sentence], reader: str, like: Catalog) -> Catalog:
    template = _empty(None)
    template.creation_date = like.creation_date
    for sentence in found:
        if sentence.reader == reader:
            template.add(sentence.text, auto_comments=[sentence.place])
    return template


def _read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _empty(language: str | None) -> Catalog:
    return Catalog(
        language, "", HEADER, "Rantau", "1", msgid_bugs_address="-", last_translator="-", language_team="-", fuzzy=False
    )


def _done(message: Message) -> bool:
    return bool(message.string) and not message.fuzzy


def _path(root: Path, language: str, reader: str) -> Path:
    return root / "locales" / language / "LC_MESSAGES" / f"{reader}.po"
