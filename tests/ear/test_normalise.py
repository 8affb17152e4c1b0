"""Chat spelling becomes plain words."""

import pytest

from bot.dialogue.ear.builtin import Builtin
from bot.dialogue.ear.characters import LONGEST, folded, spoken
from bot.dialogue.ear.normalise import Normaliser, skeleton, spellings
from bot.dialogue.ear.numbers import Numbers

WORDS = {"majikan": 9, "kontrak": 5, "maaf": 4, "orang": 3, "hass": 1, "paspor": 1}
SMALL = Normaliser(
    {"gmn": "bagaimana", "bgt": "banget"}, Numbers.of({"plain": {"dua": "2"}}), frozenset(WORDS), spellings(WORDS)
)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("majkan", "majikan"),
        ("mjikn", "majikan"),
        ("kntrk", "kontrak"),
        ("kontraakkk", "kontrak"),
        ("orng", "orang"),
        ("0rang or4ng", "0 rang orang"),
        ("hasss", "hass"),
        ("maaaf", "maaf"),
        ("gmnnnn", "bagaimana"),
        ("xkcdq", "xkcdq"),
        ("abbbc", "abc"),
        ("bgt2", "banget banget"),
        ("dua2", "2 2"),
        ("do'a", "doa"),
    ],
)
def test_guesses(written: str, plain: str) -> None:
    """Unknown words are tried unstretched, without digits, with a letter more, and by their consonants."""
    assert SMALL(written) == plain


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("gmn cara dftar krj ke hk", "bagaimana cara daftar kerja ke hongkong"),
        ("sy blm dpt gji", "saya belum dapat gaji"),
        ("Tolooooong PAK", "tolong pak"),
        ("maaf", "maaf"),
        ("maaaaf", "maaf"),
        ("gajii blm dibayarrr", "gaji belum dibayar"),
        ("orang2nya", "orang orangnya"),
        ("teman2", "teman teman"),
        ("3bln", "3 bulan"),
        ("5jt", "5000000"),
        ("5 juta", "5000000"),
        ("5.000.000", "5000000"),
        ("Rp 1.500.000", "rp 1500000"),
        ("2,5 juta", "2500000"),
        ("2.5jt", "2500000"),
        ("jam 12.30", "jam 12.3"),
        ("dua ratus lima puluh ribu", "250000"),
        ("jum'at", "jumat"),
        ("m4jikan", "majikan"),
        ("mjkn", "majikan"),
        ("majikn", "majikan"),
        ("pasp\u200bor", "paspor"),
        ("ｐａｓｐｏｒ", "paspor"),
        ("gaji\x00\x07saya", "gaji saya"),
        ("piyé", "bagaimana"),
        ("pásporé", "paspore"),
        ("🙏🙏", "mohon mohon"),
        ("\x1b[31mgaji\x1b[0m saya", "gaji saya"),
        ("\x1b[1;31mkabaré", "kabare"),
        ("gaji\u00a0saya\u2003belum", "gaji saya belum"),
        ("٣ bulan", "3 bulan"),
        ("ijazaaaah", "ijazah"),
        ("...!?", ""),
        ("", ""),
    ],
)
def test_written_becomes_plain(ear: Builtin, written: str, plain: str) -> None:
    """Abbreviations, stretched letters, numbers, emoji and strange characters are made plain."""
    assert ear.normaliser(written) == plain


def test_only_the_beginning_is_read(ear: Builtin) -> None:
    """A message of any length costs no more than one of LONGEST characters."""
    assert ear.normaliser("a b " * LONGEST) == ear.normaliser(("a b " * LONGEST)[:LONGEST])
    assert len(folded("ﷺ" * LONGEST)) <= LONGEST


def test_spoken_needs_a_letter_or_digit() -> None:
    """Emoji, marks and invisible characters say nothing, one digit does."""
    assert not spoken("😂 \u202e ...")
    assert spoken("😂 1")


def test_skeleton_keeps_consonants() -> None:
    """A skeleton has neither vowels nor doubled letters."""
    assert skeleton("majikan") == "mjkn"
    assert skeleton("hass") == "hs"


def test_spellings_never_replace_a_known_word() -> None:
    """A misspelling that is a word itself is left alone, and the commoner word wins."""
    near = spellings({"bayar": 9, "bayaran": 3, "byar": 1, "karang": 2, "kurang": 7})

    assert "byar" not in near
    assert near["bayr"] == "bayar"
    assert near["krang"] == "kurang"
    assert near["bayran"] == "bayaran"
