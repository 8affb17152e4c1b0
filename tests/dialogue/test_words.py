"""Sentences in a person's language, with the values in that language's manner."""

import pytest

from bot.dialogue.content import Content
from bot.dialogue.events import Say, Term
from bot.dialogue.speech import Choice, Speech
from bot.dialogue.words import Words

ENGLISH = {
    "Di negara mana?": "Which country?",
    "Negara: {country}": "Country: {country}",
    "Ya": "Yes",
    "KP2MI, dari luar negeri": "KP2MI, from abroad",
    "Kosong": "",
}


@pytest.fixture(scope="session")
def words(content: Content) -> Words:
    """The real content with a small English catalogue."""
    return Words({"en": ENGLISH}, content)


TERMS = [
    (Term("plain", "{apa} adanya"), "id", "{apa} adanya"),
    (Term("date", "2026-03-20"), "id", "20 Maret 2026"),
    (Term("date", "2026-03-20"), "en", "March 20, 2026"),
    (Term("time", "2026-03-20T02:30:00+00:00"), "id", "Jumat 20 Maret 09:30 WIB"),
    (Term("time", "2026-03-20T20:30:00+00:00"), "en", "Saturday 21 March 03:30 WIB"),
    (Term("country", "TW"), "id", "Taiwan"),
    (Term("country", "SA"), "id", "Arab Saudi"),
    (Term("country", "SA"), "en", "Saudi Arabia"),
    (Term("country", "SA"), "su", "Arab Saudi"),
    (Term("country", "??"), "en", "??"),
    (Term("village", "35.02.18.2015"), "en", "Paringan, Kec. Jenangan, Kabupaten Ponorogo"),
    (Term("village", "35.02"), "id", "Kabupaten Ponorogo"),
    (Term("village", ""), "id", "Indonesia"),
    (Term("words", "Di negara mana?"), "en", "Which country?"),
    (Term("words", "Di negara mana?"), "jv", "Di negara mana?"),
    (Term("words", "Kosong"), "en", "Kosong"),
    (Term("words", ""), "en", ""),
]


@pytest.mark.parametrize(
    ("term", "language", "said"), TERMS, ids=[f"{row[0].kind}-{row[1]}-{row[2][:12]}" for row in TERMS]
)
def test_terms(words: Words, term: Term, language: str, said: str) -> None:
    """Dates, times, countries, areas and sentences are said in the language; an unknown word stays as it is."""
    assert words.term(term, language, {}) == said


@pytest.mark.parametrize("language", ["id", "en", "jv", "su"])
@pytest.mark.parametrize("country", ["TW", "MY", "HK", "SG", "SA", "KR", "JP", "BN"])
def test_countries_have_a_name_in_every_language(words: Words, country: str, language: str) -> None:
    """No reader meets a code of two letters."""
    assert words.term(Term("country", country), language, {}) != country


@pytest.mark.parametrize(
    ("country", "first", "last"),
    [
        ("", "SAPA, untuk perempuan dan anak", "Kemlu, kalau di luar negeri, siang malam"),
        ("ID", "SAPA, untuk perempuan dan anak", "Kemlu, kalau di luar negeri, siang malam"),
        ("TW", "Aduan Taiwan, gratis, siang malam, ada bahasa Indonesia", "WhatsApp KP2MI"),
        ("SG", "Kemlu, pelindungan WNI, siang malam", "WhatsApp KP2MI"),
    ],
)
def test_hotlines(words: Words, content: Content, country: str, first: str, last: str) -> None:
    """The lines of the country come first, then those for all abroad; at home and unknown those of Indonesia."""
    lines = words.term(Term("hotlines", country), "id", {}).splitlines()

    assert lines[0].startswith(f"{first}: ")
    assert lines[-1].startswith(f"{last}: ")
    assert all(line.split(": ")[-1] in {fact.value for fact in content.facts.values()} for line in lines)


def test_hotlines_are_translated(words: Words, content: Content) -> None:
    """The label of a line is a sentence like any other, the number a fact."""
    said = words.term(Term("hotlines", "SG"), "en", {})

    assert f"KP2MI, from abroad: {content.facts['call_centre_abroad'].value}" in said


def test_facts_may_be_named_anywhere(words: Words, content: Content) -> None:
    """A number is written once, in the facts; a value of the same name wins."""
    sentence = "Telepon {call_centre_free}."

    assert words.fill(sentence, "id", {}) == f"Telepon {content.facts['call_centre_free'].value}."
    assert words.fill(sentence, "id", {"call_centre_free": Term("plain", "nanti")}) == "Telepon nanti."


def test_a_missing_placeholder_is_a_fault(words: Words) -> None:
    """A sentence that names what nobody knows is not sent with a hole."""
    with pytest.raises(KeyError, match=r"names \{nothing\}, which is neither a value nor a fact"):
        words.fill("Halo {nothing}", "id", {})


def test_braces_of_people_are_only_letters(words: Words) -> None:
    """What a person typed is never filled, however it looks."""
    story = Term("plain", "{pin} {0} {{x}}")

    assert (
        words.fill("Cerita: {story}", "id", {"story": story, "pin": Term("plain", "123456")}) == "Cerita: {pin} {0} {{x}}"
    )


def test_words_in_words(words: Words) -> None:
    """A sentence inside a sentence is translated and filled too, but not with itself."""
    values = {"asked": Term("words", "Negara: {country}"), "country": Term("country", "SA")}

    assert words.fill("{asked}!", "en", values) == "Country: Saudi Arabia!"
    with pytest.raises(KeyError):
        words.fill("{asked}", "id", {"asked": Term("words", "{asked}")})


def test_speech(words: Words) -> None:
    """A speech carries its choices in the language; values given later fill what the event left open."""
    say = Say("Negara: {country}", {"country": Term("country", "TW")}, (Choice("step:yes", "Ya"),))

    said = words.speech(say, "en", {"country": Term("country", "SA")})

    assert said == Speech("Country: Saudi Arabia", (Choice("step:yes", "Yes"),))


def test_notice(words: Words) -> None:
    """A notice is found by its name."""
    assert words.notice("village_which", "id").text == "Desa yang mana?"
    with pytest.raises(KeyError):
        words.notice("no_such_notice", "id")
