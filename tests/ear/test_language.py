"""The language of a message is heard, also when there are two."""

import numpy as np
import pytest

from bot.dialogue.ear.builtin import Builtin
from bot.dialogue.ear.language import Tongues, pieces, words

TONGUES = Tongues(
    ("id", "su", "en"),
    {"=gaji": 0, "=teu": 1, "=help": 2, "=saya": 3, "=hm": 4, "=oke": 5},
    np.array([[9, 9, -9], [-9, 9, -9], [-9, -9, 9], [9, 0, -9], [0.1, 0, 0], [0, 5, -9]], np.float32),
)


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("bagaimana cara mendaftar kerja ke luar negeri", "id"),
        ("pripun caranipun ngurus serat idin saking kepala desa", "jv"),
        ("aku durung dibayar telung wulan, piye iki", "jv"),
        ("kumaha carana daptar digawe di luar nagri, kuring can ngarti", "su"),
        ("abdi teu acan dibayar ku majikan", "su"),
        ("my employer has not paid my salary for three months", "en"),
        ("majikan kuring teu mayar gaji please help me what should i do", "mixed"),
        ("halo kak saya mau tanya", "id"),
        ("majikan saya baik", "id"),
        ("aku pengin mulih", "jv"),
        ("aku wis kerja telung taun nang taiwan, gajine apik", "jv"),
        ("piye kabare", "jv"),
        ("abdi hoyong uih", "su"),
        ("kumaha ieu teh", "su"),
        ("i want to go home", "en"),
        ("I WANT TO GO HOME!!!", "en"),
        ("salary saya belum dibayar sama employer since last month", "mixed"),
        ("gajiku durung dibayar please help me to get it", "mixed"),
        ("", ""),
        ("12345", ""),
        ("😂", ""),
    ],
)
def test_heard(ear: Builtin, message: str, language: str) -> None:
    """Each language is told from the others; numbers and emoji have none."""
    assert ear.parse(message).language == language


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("gaji saya", "id"),
        ("teu", "su"),
        ("help", "en"),
        ("teu gaji help help help", "mixed"),
        ("help help help help help help teu gaji", "en"),
        ("saya help", ""),
        ("saya saya help", "id"),
        ("saya saya oke oke", "id"),
        ("hm", ""),
        ("unheard of", ""),
        ("help " * 60 + "teu " * 60, "en"),
    ],
)
def test_words_are_weighed(message: str, language: str) -> None:
    """Words of one other language make a text mixed from two of them and three tenths on; sixty words are read."""
    assert TONGUES(message) == language


def test_words_are_all_letters() -> None:
    """Words with digits are passed over, apostrophes join, letters are small and plain."""
    assert words("Jum'at 3bln KABARÉ, orang2 ya") == ["jumat", "kabare", "ya"]


def test_pieces_mark_the_ends() -> None:
    """A word gives its sequences of two to four letters, its ends among them, and itself."""
    assert pieces("ku") == [" k", "ku", "u ", " ku", "ku ", " ku ", "=ku"]
