"""Plain words become numbers: what the features are, and how they are weighed."""

import numpy as np
import pytest

from bot.dialogue.ear.features import SHARES, Features, bones_of, grams_of, neighbours, phrases, pieces_of, shapes
from bot.dialogue.ear.senses import Senses

SENSES = Senses({"gaji": "gaji", "upah": "gaji", "saya": "", "majikan": "bos"})
TAUGHT = "gaji majikan belum dibayar"


@pytest.fixture
def features() -> Features:
    """All features of one sentence, equally rare."""
    grams = sorted(grams_of(TAUGHT, SENSES))
    return Features({gram: number for number, gram in enumerate(grams)}, np.ones(len(grams), np.float32), SENSES)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (shapes("gaji 500 750 5"), ["gaji", "000", "000", "0"]),
        (shapes("1234567890"), ["00000000"]),
        (pieces_of("gaji"), (" ga", "gaj", "aji", "ji ")),
        (pieces_of("a"), (" a ",)),
        (bones_of("majikan"), ("\x02 mj", "\x02mjk", "\x02jkn", "\x02kn ")),
        (list(phrases(["belum", "dibayar"])), ["\x01belum", "\x01dibayar", "\x01belum dibayar"]),
        (list(neighbours(["upah", "saya", "ada"], SENSES)), ["\x03gaji", "\x03ada gaji", "\x03ada"]),
        (list(neighbours(["ada", "upah"], SENSES)), ["\x03ada", "\x03ada gaji", "\x03gaji"]),
    ],
)
def test_what_the_features_are(found: list[str], expected: list[str]) -> None:
    """Numbers of one length look alike, skeletons have no vowels, senses pair in any order and without filling."""
    assert found == expected


def test_senses_pair_only_nearby() -> None:
    """Senses more than three places apart do not pair."""
    pairs = {gram for gram in neighbours(["a", "b", "c", "d", "e"], SENSES) if " " in gram}

    assert "\x03a d" in pairs
    assert "\x03a e" not in pairs


def test_each_block_has_its_length(features: Features) -> None:
    """The four blocks are brought to their shares, however long the sentence."""
    vector = features(TAUGHT)

    assert len(vector.ids) == len(features.index)
    assert float(vector.values @ vector.values) == pytest.approx(sum(share**2 for share in SHARES), rel=1e-4)


def test_a_feature_counts_once(features: Features) -> None:
    """Saying a word again changes nothing."""
    once, twice = features("gaji"), features("gaji gaji gaji")

    assert set(once.ids) == set(twice.ids)
    assert len(twice.ids) == len(set(twice.ids))
    assert float(once.values.sum()) == pytest.approx(float(twice.values.sum()))


def test_rare_features_weigh_more() -> None:
    """Inside a block, what was rare in training weighs more."""
    index = {"\x01gaji": 0, "\x01belum": 1}
    vector = Features(index, np.array([3, 1], np.float32), SENSES)("gaji belum")

    weights = dict(zip(vector.ids.tolist(), vector.values.tolist(), strict=True))
    assert weights[0] == pytest.approx(3 * weights[1])


@pytest.mark.parametrize(("plain", "familiar"), [("gaji", 1.0), ("xyz", 0.0), ("gaji wxyz", 0.5), ("", 0.0)])
def test_the_familiar_share(features: Features, plain: str, familiar: float) -> None:
    """The share of pieces of words that were ever seen is told."""
    assert features(plain).familiar == familiar


def test_unknown_words_have_no_features(features: Features) -> None:
    """What was never seen leaves an empty vector, and spreading that divides by nothing."""
    vector = features("xyz")

    assert vector.ids.size == 0
    assert not features.dense(vector).any()


def test_a_dense_vector_has_length_one(features: Features) -> None:
    """A spread vector stands over all features and has length one."""
    spread = features.dense(features("gaji belum"))

    assert spread.shape == features.rarity.shape
    assert float(spread @ spread) == pytest.approx(1)
