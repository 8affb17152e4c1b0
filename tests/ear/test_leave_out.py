"""A look at how well unseen sentences are understood; the figures are printed, only the floor is held."""

import hashlib
from collections import Counter
from dataclasses import replace
from pathlib import Path

from bot.dialogue.intents import OUT_OF_SCOPE
from bot.training.corpus import Sentence
from bot.training.reading import read_corpus
from bot.training.teach import teach

PARTS = 5
FLOOR = 0.68


def left_out(sentence: Sentence) -> bool:
    """Tell whether a sentence is kept from the teacher; the choice hangs on its text alone."""
    return int(hashlib.sha256(sentence.text.encode()).hexdigest(), 16) % PARTS == 0


def test_unseen_sentences_are_understood(nlu: Path) -> None:
    """A model taught on four fifths understands most of the last fifth."""
    corpus = read_corpus(nlu)
    taught = replace(
        corpus,
        sentences=[sentence for sentence in corpus.sentences if not left_out(sentence)],
        dangers=[sentence for sentence in corpus.dangers if not left_out(sentence)],
    )
    ear = teach(taught)

    unseen = [sentence for sentence in corpus.sentences if left_out(sentence)]
    found = [(sentence, ear.parse(sentence.text)) for sentence in unseen]

    right = [sentence for sentence, heard in found if heard.intent == sentence.label]
    every, good = (Counter(sentence.language for sentence in each) for each in (unseen, right))
    foreign = [heard.intent == OUT_OF_SCOPE for sentence, heard in found if sentence.label == OUT_OF_SCOPE]
    tongues = [heard.language == sentence.language for sentence, heard in found]
    print(f"intent {len(right) / len(unseen):.3f}", {each: round(good[each] / every[each], 3) for each in every})  # noqa: T201
    heard, false = (
        [ear.parse(sentence.text).danger for sentence in corpus.dangers if left_out(sentence) and sentence.label == answer]
        for answer in ("yes", "no")
    )
    print(f"danger heard {sum(heard)}/{len(heard)}, false alarms {sum(false)}/{len(false)} near misses")  # noqa: T201
    print(f"out of scope {sum(foreign) / len(foreign):.3f}, language {sum(tongues) / len(tongues):.3f}")  # noqa: T201
    assert len(right) / len(unseen) > FLOOR
