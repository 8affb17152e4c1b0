"""Danger is heard in four languages with its reason, and near misses do not cry wolf."""

import pytest

from bot.dialogue.ear.builtin import Builtin
from bot.dialogue.ear.danger import Rule, Rules


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("saya dipukuli majikan setiap hari", "Kekerasan"),
        ("sy dikunci d kamar udh 2 hr ga dikasih makan", "Dikunci"),
        ("mau bunuh diri aja rasanya", "Pikiran bunuh diri"),
        ("kakak saya divonis mati di saudi", "Terancam hukuman mati"),
        ("ada tawaran kerja admin di kamboja gaji 15 juta", "Tawaran ke kompleks"),
        ("diperkosa anak majikan", "Kekerasan seksual"),
        ("aku digebugi juragan", "Kekerasan"),
        ("aku ora oleh metu omah, dikunci", "Disekap"),
        ("kuring diteunggeul ku dunungan", "Kekerasan"),
        ("teu dibere dahar tilu poe", "Kelaparan"),
        ("my boss locked me in the room", "Disekap"),
        ("i want to kill myself", "Pikiran bunuh diri"),
        ("tolong saya disekap di rumah bos", "Disekap"),
        ("sudah dua hari tidak dikasih makan", "Kelaparan"),
        ("adik saya dijual ke kamboja dipaksa jadi scammer", "Perdagangan orang"),
        ("paspor ditahan dan saya dikunci di kamar", "Dikunci"),
        ("saya dikunci di dalam lemari", "Mirip"),
        ("anak majikan mau perkosa saya", "Kekerasan seksual"),
        ("juraganku nggebuki aku nganggo kayu", "Kekerasan"),
        ("aku kepengin mati wae", "Pikiran bunuh diri"),
        ("wis rong dina ora diwenehi mangan", "Kelaparan"),
        ("aku arep dipateni juragan", "Ancaman pembunuhan"),
        ("kuring dikonci di kamar ku dunungan", "Dikunci"),
        ("abdi digebugan ku majikan", "Kekerasan"),
        ("kuring hayang paeh", "Pikiran bunuh diri"),
        ("saya dikejar preman bawa parang", "Diancam"),
        ("budak abdi step", "Keadaan darurat medis"),
        ("darurat pak, tolong", "Minta diselamatkan"),
        ("he beats me every day", "Kekerasan"),
        ("they give me no food for three days", "Kelaparan"),
        ("my boss tried to rape me", "Kekerasan seksual"),
        ("my passport was taken and i am locked in my room", "Disekap"),
        ("they lock me in the office and took my phone", "Disekap"),
        ("cuaca panas ya, btw majikan nodong saya pakai pisau", "Ancaman dengan senjata"),
    ],
)
def test_alarm(ear: Builtin, message: str, reason: str) -> None:
    """A cry for help raises the alarm with a reason an officer can read."""
    found = ear.parse(message)

    assert found.danger
    assert any(each.startswith(reason) for each in found.reasons)


@pytest.mark.parametrize(
    "message",
    [
        "pukul berapa kantor buka",
        "mati saya kalau mahal",
        "majikan",
        "my boss",
        "bos saya",
        "pengen sinau gawe roti terus didol",
        "mati lampu di desa",
        "visa saya sudah mati",
        "gaji saya belum dibayar 3 bulan",
        "suami saya tidak ada kabar sejak lebaran",
        "paspor dikunci di lemari majikan",
        "paspor saya dikunci di lemari bos",
        "ijazah saya dikunci di brankas pt",
        "pasporku dikunci juragan ning lemari",
        "paspor abdi dikonci dina lomari majikan",
        "my passport is locked in my employer's cupboard",
        "lemari saya terkunci",
        "hp saya mati",
        "hp mati semalam baru dicas",
        "pukul delapan saya ke posko",
        "pukul rata biayanya berapa",
        "potong gaji tiap bulan berapa",
        "gaji dipotong karena telat",
        "listrik mati ning omah",
        "regane mateni tenan",
        "pukul sabaraha buka na",
        "hp kuring pareum",
        "my battery is dead",
        "this price kills me",
        "dana darurat idealnya berapa kali gaji",
        "daftarnya step by step gimana",
        "dikejar deadline tes besok",
        "kartu bpjs abdi paeh",
        "i am dying to know the result",
        "110",
        "1",
        "jam pira kantore bukak",
        "kantor desa buka tabuh sabaraha",
        "what time does the office open",
        "berapa biaya ke taiwan",
        "terima kasih",
    ],
)
def test_no_alarm(ear: Builtin, message: str) -> None:
    """A near miss is no danger, and then there are no reasons."""
    found = ear.parse(message)

    assert not found.danger
    assert found.reasons == ()


def test_a_rule_needs_its_neighbours() -> None:
    """A word alone is not enough for a rule that wants another near it, and an exclusion silences it."""
    rules = Rules([Rule("armed", ("knife*", "big gun"), near=("boss",), unless=("kitchen",), within=2)])

    assert rules("boss has knives") == ()
    assert rules("boss takes knife") == ("armed",)
    assert rules("big gun of boss") == ("armed",)
    assert rules("gun of boss") == ()
    assert rules("knife far away from my boss") == ()
    assert rules("boss has kitchen knifes") == ()
    assert rules("big") == ()


def test_reasons_come_once() -> None:
    """Two rules with one reason give it once."""
    rules = Rules([Rule("hurt", ("hit",)), Rule("hurt", ("beaten",))])

    assert rules("hit and beaten") == ("hurt",)


@pytest.mark.parametrize(("between", "silent"), [("", True), ("a", True), ("a b c d", True), ("a b c d e", False)])
def test_an_exclusion_reaches_four_words(between: str, *, silent: bool) -> None:
    """An exclusion farther away than four words says nothing about the word."""
    rules = Rules([Rule("armed", ("knife",), unless=("kitchen",))])

    assert rules(f"knife {between} kitchen") == (() if silent else ("armed",))
    assert rules(f"kitchen {between} knife") == (() if silent else ("armed",))


def test_another_word_may_still_hold() -> None:
    """One silenced word does not silence the rule when another stands free."""
    rules = Rules([Rule("armed", ("knife",), unless=("kitchen",))])

    assert rules("kitchen knife a b c d e f he has a knife") == ("armed",)


def test_a_phrase_may_end_in_any_letters() -> None:
    """A star stands for any letters, in the first word of a phrase and in a later one."""
    rules = Rules([Rule("hurt", ("beat* my",)), Rule("sold", ("want* to sell*",))])

    assert rules("beats my head") == ("hurt",)
    assert rules("he wanted to selling us") == ("sold",)
    assert rules("he beats") == rules("wanted sell") == ()
