"""Turns an interpreter into named arrays and back; texts travel as JSON in bytes, so nothing is ever unpickled."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.dialogue.ear.builtin import Builtin, Model, Sentences
from bot.dialogue.ear.danger import Rule, Rules
from bot.dialogue.ear.entities import Entities, Measures
from bot.dialogue.ear.features import Features
from bot.dialogue.ear.language import Tongues
from bot.dialogue.ear.normalise import Normaliser
from bot.dialogue.ear.numbers import Numbers
from bot.dialogue.ear.places import Named, Names
from bot.dialogue.ear.senses import Senses

Arrays = Mapping[str, NDArray[Any]]


def pack(builtin: Builtin) -> dict[str, NDArray[Any]]:
    """Lay an interpreter out as arrays."""
    model, tongues, sentences = builtin.model, builtin.tongues, builtin.sentences
    return {
        "weights": model.weights,
        "bias": model.bias,
        "numbers": np.array(
            [model.sharpness, *model.trust, model.near, *model.foreign, model.strange, *model.worry, model.alarm]
        ),
        "rarity": builtin.features.rarity,
        "tongue_weights": tongues.weights,
        **{f"sentences_{each.name}": getattr(sentences, each.name) for each in fields(sentences)},
        "words": np.frombuffer(json.dumps(_words(builtin), ensure_ascii=False).encode(), np.uint8),
    }


def unpack(arrays: Arrays) -> Builtin:
    """Build an interpreter from arrays; raises KeyError, TypeError or ValueError when they are not what `pack` made."""
    words = json.loads(arrays["words"].tobytes())
    numbers = Numbers.of(words["numbers"])
    normaliser = Normaliser(words["slang"], numbers, frozenset(words["known"]), words["near"])
    names = {name: Named(*found) for name, found in words["names"].items()}
    return Builtin(
        normaliser,
        Features(_index(words["features"]), arrays["rarity"], Senses(words["meanings"], words["ready"])),
        _model(tuple(words["labels"]), arrays),
        Sentences(**{each.name: arrays[f"sentences_{each.name}"] for each in fields(Sentences)}),
        Tongues(tuple(words["tongues"]), _index(words["tongue_pieces"]), arrays["tongue_weights"]),
        Rules([Rule(**{key: _frozen(value) for key, value in rule.items()}) for rule in words["rules"]]),
        Entities(numbers, Names(names, words["slang"]), _measures(words["measures"])),
    )


def _model(labels: tuple[str, ...], arrays: Arrays) -> Model:
    """Build the model; the order of its numbers is that of `pack`."""
    sharpness, factor, constant, near, *foreign, strange, by_score, by_one, by_several, by_intent, calm, alarm = map(
        float, arrays["numbers"]
    )
    by_chance, by_scope, by_unseen, by_nearness, offset = foreign
    return Model(
        labels=labels,
        weights=arrays["weights"],
        bias=arrays["bias"],
        sharpness=sharpness,
        trust=(factor, constant),
        near=near,
        foreign=(by_chance, by_scope, by_unseen, by_nearness, offset),
        strange=strange,
        worry=(by_score, by_one, by_several, by_intent, calm),
        alarm=alarm,
    )


def _words(builtin: Builtin) -> dict[str, object]:
    """Collect all texts as plain JSON values."""
    normaliser, senses, entities = builtin.normaliser, builtin.features.senses, builtin.entities
    return {
        "labels": builtin.model.labels,
        "slang": normaliser.slang,
        "known": sorted(normaliser.known),
        "near": normaliser.near,
        "numbers": {
            "plain": {word: str(value) for word, value in normaliser.numbers.plain.items()},
            "times": {word: str(value) for word, value in normaliser.numbers.times.items()},
            "teens": dict.fromkeys(sorted(normaliser.numbers.teens), ""),
            "shy": dict.fromkeys(sorted(normaliser.numbers.shy), ""),
        },
        "features": list(builtin.features.index),
        "meanings": senses.meanings,
        "ready": senses.ready,
        "tongues": builtin.tongues.names,
        "tongue_pieces": list(builtin.tongues.index),
        "rules": [asdict(rule) for rule in builtin.rules.rules],
        "names": {name: (found.kind, found.value) for name, found in entities.names.names.items()},
        "measures": {
            each.name: sorted(value) if isinstance(value := getattr(entities.measures, each.name), frozenset) else value
            for each in fields(Measures)
        },
    }


def _index(names: list[str]) -> dict[str, int]:
    """Number names by their place."""
    return {name: number for number, name in enumerate(names)}


def _measures(words: Mapping[str, Any]) -> Measures:
    """Build the words around numbers and names."""
    values: dict[str, Any] = {key: frozenset(each) if isinstance(each, list) else each for key, each in words.items()}
    return Measures(**values)


def _frozen(value: Any) -> Any:  # noqa: ANN401 - a value out of JSON
    """Return a list as a tuple, anything else as it is."""
    return tuple(value) if isinstance(value, list) else value
