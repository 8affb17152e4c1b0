"""Walks the nlu/ folder and fills a `Corpus`; goes on after a fault so that an editor hears of all of them at once."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from bot.dialogue.ear.characters import folded
from bot.dialogue.ear.danger import Rule
from bot.dialogue.intents import INTENTS
from bot.training.corpus import LANGUAGES, Corpus, CorpusFault, Sentence, without_marks
from bot.yamlfile import Lines, YamlFault, read

_RULE_KEYS = frozenset({"reason", "words", "near", "unless", "within"})
_NUMBER = re.compile(r"\d+(?:/[1-9]\d*)?", re.ASCII)
_NUMBER_KEYS = ("plain", "times", "teens", "shy")


def read_corpus(folder: Path) -> Corpus:
    """Read all files under nlu/; raises CorpusFault with every fault found."""
    corpus = Corpus()
    for path in files_of(folder):
        try:
            _read_file(path, folder, corpus)
        except YamlFault as fault:
            corpus.faults.append(str(fault))
    corpus.faults += _quarrels(corpus.sentences, "label")
    corpus.faults += _quarrels(corpus.dangers, "answer")
    corpus.faults += _missing(corpus)
    if corpus.faults:
        raise CorpusFault(tuple(corpus.faults))
    return corpus


def files_of(folder: Path) -> list[Path]:
    """List the files that teach, in a fixed order: where languages disagree about a word the first of LANGUAGES wins."""

    def rank(path: Path) -> tuple[int, str]:
        """Order by language, then by name."""
        top = path.relative_to(folder).parts[0]
        return LANGUAGES.index(top) if top in LANGUAGES else -1, path.as_posix()

    return sorted((path for path in folder.rglob("*.yml") if path.is_file()), key=rank)


def _read_file(path: Path, folder: Path, corpus: Corpus) -> None:
    """Hand each top-level key of a file to its reader."""
    content = read(path)
    if not isinstance(content, Lines):
        corpus.faults.append(f"{path}:1: the file must hold keys")
        return
    language = path.relative_to(folder).parts[0]
    for key, value in content.items():
        place = f"{path}:{content.line_of[key]}"
        if key not in _READERS:
            corpus.faults.append(f"{place}: unknown key")
        else:
            _READERS[key](corpus, _Part(path, place, language if language in LANGUAGES else "", value))


class _Part:
    """The value under one top-level key, with what is needed to say where it stands."""

    __slots__ = ("language", "path", "place", "value")

    def __init__(self, path: Path, place: str, language: str, value: object) -> None:
        self.path, self.place, self.language, self.value = path, place, language, value

    def lines(self) -> Lines | None:
        """Return the value when it is a mapping."""
        return self.value if isinstance(self.value, Lines) else None


def _examples(text: object, path: Path, line: int, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Yield each "- sentence" of a block that begins below a line, with its place."""
    rows = text.splitlines() if isinstance(text, str) else []
    for number, row in enumerate(rows, line + 1):
        if row.startswith("- ") and row[2:].strip():
            yield row[2:].strip(), f"{path}:{number}"
        elif row.strip():
            corpus.faults.append(f"{path}:{number}: a sentence must begin with a dash and a space")


def _read_nlu(corpus: Corpus, part: _Part) -> None:
    """Read Rasa's list of intents, lookups, synonyms and regexes."""
    for item in part.value if isinstance(part.value, list) else []:
        if not isinstance(item, Lines):
            corpus.faults.append(f"{part.place}: an item must hold keys")
            continue
        kind = next((key for key in ("intent", "lookup", "synonym", "regex") if key in item), "")
        if not kind or "examples" not in item:
            corpus.faults.append(f"{part.path}:{item.line}: an item needs a kind and examples")
            continue
        found = list(_examples(item["examples"], part.path, item.line_of["examples"], corpus))
        if not found:
            corpus.faults.append(f"{part.path}:{item.line}: no examples")
        _ITEMS[kind](corpus, part, str(item[kind]), found, item.line)


def _read_intent(corpus: Corpus, part: _Part, label: str, found: list[tuple[str, str]], line: int) -> None:
    """Take sentences of an intent."""
    if label not in INTENTS:
        corpus.faults.append(f"{part.path}:{line}: unknown intent")
    if not part.language:
        corpus.faults.append(f"{part.path}:{line}: intents belong into the folder of a language")
    corpus.sentences += [Sentence(without_marks(text), label, part.language, place) for text, place in found]


def _read_lookup(corpus: Corpus, _part: _Part, kind: str, found: list[tuple[str, str]], _line: int) -> None:
    """Take names of a kind of entity."""
    corpus.lookups.setdefault(kind, []).extend(text for text, _ in found)


def _read_synonym(corpus: Corpus, _part: _Part, value: str, found: list[tuple[str, str]], _line: int) -> None:
    """Take spellings of a settled value."""
    for text, place in found:
        if corpus.synonyms.setdefault(folded(text), value) != value:
            corpus.faults.append(f"{place}: a synonym of two values")


def _read_regex(_corpus: Corpus, _part: _Part, _name: str, _found: list[tuple[str, str]], _line: int) -> None:
    """Pass over patterns: they are Rasa's; ours are in the code of the ear, which is tested."""


def _read_danger(corpus: Corpus, part: _Part) -> None:
    """Take sentences that are dangerous ("yes") and near misses ("no")."""
    answers = part.lines()
    if answers is None or set(answers) - {"yes", "no"}:
        corpus.faults.append(f"{part.place}: danger must hold yes and no")
        return
    for answer, text in answers.items():
        for sentence, place in _examples(text, part.path, answers.line_of[answer], corpus):
            corpus.dangers.append(Sentence(without_marks(sentence), answer, part.language, place))


def _read_rules(corpus: Corpus, part: _Part) -> None:
    """Take rules of danger; each needs a reason and words."""
    for item in part.value if isinstance(part.value, list) else []:
        fault = _rule_fault(item)
        if isinstance(item, Lines) and not fault:
            phrases = {key: tuple(map(str, item.get(key, ()))) for key in ("words", "near", "unless")}  # type: ignore[call-overload]
            corpus.rules.append(Rule(str(item["reason"]), within=int(str(item.get("within", 6))), **phrases))
        else:
            corpus.faults.append(f"{part.path}:{item.line if isinstance(item, Lines) else 1}: {fault}")


def _rule_fault(item: object) -> str:
    """Say what is wrong with a rule, or nothing."""
    if not isinstance(item, Lines) or set(item) - _RULE_KEYS or not item.get("reason") or not item.get("words"):
        return "a rule needs reason and words, and may have near, unless and within"
    if not all(isinstance(item.get(key, []), list) for key in ("words", "near", "unless")):
        return "words, near and unless must be lists"
    return "" if str(item.get("within", "6")).isdigit() else "within must be a number of words"


def _read_slang(corpus: Corpus, part: _Part) -> None:
    """Take chat words."""
    for word, plain in (part.lines() or {}).items():
        corpus.slang.setdefault(word, str(plain))


def _read_senses(corpus: Corpus, part: _Part) -> None:
    """Take words that mean the same: an Indonesian word, then all that stand for it."""
    for sense, words in (part.lines() or {}).items():
        for word in words if isinstance(words, list) else []:
            corpus.senses.setdefault(str(word), "" if sense == "-" else sense)


def _read_numbers(corpus: Corpus, part: _Part) -> None:
    """Take number words."""
    for key, words in (part.lines() or {}).items():
        if key not in _NUMBER_KEYS:
            corpus.faults.append(f"{part.place}: numbers may hold plain, teens, times and shy")
            continue
        found = {str(word): "" for word in words} if isinstance(words, list) else {}
        if isinstance(words, Lines):
            found = {word: str(value) for word, value in words.items()}
            wrong = [word for word, value in found.items() if not _NUMBER.fullmatch(value)]
            corpus.faults += [f"{part.path}:{words.line_of[word]}: not a number" for word in wrong]
        corpus.numbers.setdefault(key, {}).update(found)


def _read_measures(corpus: Corpus, part: _Part) -> None:
    """Take the words around numbers and names."""
    corpus.measures.update(part.lines() or {})


def _read_version(_corpus: Corpus, _part: _Part) -> None:
    """Pass over the version of Rasa's format."""


_READERS: Mapping[str, Callable[[Corpus, _Part], None]] = MappingProxyType(
    {
        "version": _read_version,
        "nlu": _read_nlu,
        "danger": _read_danger,
        "danger_rules": _read_rules,
        "slang": _read_slang,
        "senses": _read_senses,
        "numbers": _read_numbers,
        "measures": _read_measures,
    }
)
_ITEMS: Mapping[str, Callable[[Corpus, _Part, str, list[tuple[str, str]], int], None]] = MappingProxyType(
    {"intent": _read_intent, "lookup": _read_lookup, "synonym": _read_synonym, "regex": _read_regex}
)


def _quarrels(sentences: list[Sentence], what: str) -> Iterator[str]:
    """Yield a fault for every sentence that stands under two labels."""
    first: dict[str, Sentence] = {}
    for sentence in sentences:
        other = first.setdefault(folded(sentence.text), sentence)
        if other.label != sentence.label:
            yield f"{sentence.place}: the same sentence has another {what} at {other.place}"


def _missing(corpus: Corpus) -> Iterator[str]:
    """Yield a fault for every intent that no sentence teaches."""
    taught = {sentence.label for sentence in corpus.sentences}
    for intent in INTENTS:
        if intent not in taught:
            yield f"nlu: no sentence teaches the intent {intent}"
