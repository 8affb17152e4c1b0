"""The builtin interpreter as a whole: everyday messages, and messages nobody should be able to send."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings, strategies

from bot.dialogue.ear.builtin import NO_MESSAGE, Builtin, Model, Sentences, logistic, logit
from bot.dialogue.ear.danger import LIKENESS
from bot.dialogue.ear.features import Vector
from bot.dialogue.intents import INTENTS, OUT_OF_SCOPE

DIGITS = ["½", "²jt", "፩ maret", "٣ bulan", "5² juta", "rp①", "१२ juta", "9" * 400 + ",5 juta", "9," * 900 + "5"]


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("assalamualaikum", "greet"),
        ("mksh bnyk pak", "thanks"),
        ("gmn cara daftar jd tkw ke hk", "ask_registration_steps"),
        ("gaji sy blm dibayar 3 bln", "report_unpaid_wages"),
        ("kakak saya di riyadh udah 4 bln ga ada kabar pak", "report_lost_contact"),
        ("paspor saya ditahan agen", "report_documents_withheld"),
        ("pripun kabar laporan kula", "ask_case_status"),
        ("gajiku durung dibayar telung wulan", "report_unpaid_wages"),
        ("paspor abdi dicandak ku agen", "report_documents_withheld"),
        ("my employer did not pay my salary", "report_unpaid_wages"),
        ("cuaca besok hujan ga", "out_of_scope"),
    ],
)
def test_everyday_messages(ear: Builtin, message: str, intent: str) -> None:
    """The plainest messages are understood with confidence."""
    found = ear.parse(message)

    assert found.intent == intent
    assert found.confidence > 0.5
    assert found.ranking[0][0] == intent


@pytest.mark.parametrize(
    "message",
    [
        "",
        " \n\t",
        "a" * 100_000,
        "gaji belum dibayar " * 6_000,
        "😂👍🏽🙏",
        "\x00\x01\x1b[31m\x7f",
        "\u202e\u200b\ufeff\u2066",
        "\ud800",
        "брат 你好 مرحبا नमस्ते",
        "?!.,;:",
        "ﷺ" * 3_000,
        "e\u0301" * 3_000,
    ],
)
def test_bad_input(ear: Builtin, message: str) -> None:
    """Whatever is sent, the answer is out of scope with low confidence and never an exception."""
    found = ear.parse(message)

    assert found.intent == OUT_OF_SCOPE
    assert found.confidence < 0.3


@pytest.mark.parametrize(
    "message", ["a2" * 1_000, "1.2," * 500, "aA1-" * 600, "rp " * 700, "(" * 2_000, "x" * 1_999, *DIGITS]
)
def test_odd_input(ear: Builtin, message: str) -> None:
    """Odd but short input is understood somehow: values stay within their bounds."""
    found = ear.parse(message)

    assert found.intent in INTENTS
    assert 0 <= found.confidence <= 1
    assert all(0 <= entity.start < entity.end <= len(message) for entity in found.entities)


@settings(derandomize=True, database=None, max_examples=150, deadline=None)
@given(
    strategies.text(strategies.one_of(strategies.characters(), strategies.sampled_from("aer 12.,-/$²'jtp")), max_size=24)
)
def test_any_text(ear: Builtin, message: str) -> None:
    """No text whatever breaks it, and every entity stands where it says."""
    found = ear.parse(message)

    assert 0 <= found.confidence <= 1
    assert all(message[entity.start : entity.end] == entity.text for entity in found.entities)


@pytest.mark.parametrize("message", ["1", "31", "12,5", "5jt", "2025", "e", "e" * 500, "m 3", "\x1b[31m 7"])
def test_nothing_without_a_word(ear: Builtin, message: str) -> None:
    """Numbers and single letters ask for nothing and cry no alarm."""
    found = ear.parse(message)

    assert (found.intent, found.confidence, found.danger) == (OUT_OF_SCOPE, 0, False)


@pytest.mark.parametrize(("message", "intent"), [("p", "greet"), ("P", "greet"), ("y", "affirm"), ("ok", "affirm")])
def test_a_letter_we_were_taught(ear: Builtin, message: str, intent: str) -> None:
    """A single letter that stands among the sentences counts."""
    assert ear.parse(message).intent == intent


@pytest.mark.parametrize(
    "message", ["resep rendang padang yang enak", "berapa harga iphone bekas", "siapa presiden prancis"]
)
def test_what_is_not_ours(ear: Builtin, message: str) -> None:
    """Questions about the rest of the world are turned away."""
    assert ear.parse(message).intent == OUT_OF_SCOPE


def test_danger_is_heard_in_a_flood(ear: Builtin) -> None:
    """A message too long to be a question may still tell of danger."""
    found = ear.parse("tolong saya dipukul majikan " + "a" * NO_MESSAGE)

    assert (found.intent, found.danger) == (OUT_OF_SCOPE, True)


def test_ranking_is_in_order(ear: Builtin) -> None:
    """The likeliest intents come first, each once, with chances that fall."""
    ranking = ear.parse("biaya ke taiwan berapa").ranking

    chances = [chance for _, chance in ranking]
    assert chances == sorted(chances, reverse=True)
    assert len({intent for intent, _ in ranking}) == len(ranking) == 5


def test_threads_agree(ear: Builtin) -> None:
    """Several threads get what one gets."""
    messages = ["gaji belum dibayar", "pripun carane daftar", "kumaha ieu", "i want to go home"] * 50

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ear.parse, messages))

    assert found == [ear.parse(message) for message in messages]


def model() -> Model:
    """Three features, two intents, easy numbers."""
    return Model(
        labels=("greet", OUT_OF_SCOPE),
        weights=np.array([[1, 0, 0], [0, 2, 0], [0, 0, 3]], np.float32),
        bias=np.array([0.5, 0, -1], np.float32),
        sharpness=2.0,
        trust=(1.0, 0.0),
        near=0.5,
        foreign=(-1.0, 1.0, 2.0, -3.0, 0.5),
        strange=0.5,
        worry=(2.0, 1.0, 0.5, 0.25, -0.5),
        alarm=0.5,
    )


def test_a_strange_message_is_turned_away(ear: Builtin) -> None:
    """Too foreign a message is out of scope whatever the model believes, and the ranking still tells what that was."""
    message = "gaji saya belum dibayar"
    wary, trusting = (replace(ear, model=replace(ear.model, strange=strange)) for strange in (0.0, 2.0))

    assert wary.parse(message).intent == OUT_OF_SCOPE
    assert wary.parse(message).ranking == trusting.parse(message).ranking
    assert trusting.parse(message).intent == trusting.parse(message).ranking[0][0] == "report_unpaid_wages"


def test_likeness_needs_words(ear: Builtin) -> None:
    """However easily the classifier is alarmed, a number, a name or nothing at all cannot alarm it."""
    nervous = replace(ear, model=replace(ear.model, alarm=0.0))

    assert nervous.parse("halo pak, apa kabar").reasons == (LIKENESS,)
    assert not nervous.parse("my boss").danger
    assert not nervous.parse("1").danger
    assert not nervous.parse("").danger


def test_scores_add_up() -> None:
    """A score is the weighted sum of what a message has, and a constant."""
    vector = Vector(np.array([0, 2], np.int32), np.array([1, 0.5], np.float32), 1.0)

    assert model().scores(vector).tolist() == [1.5, 0, 0.5]


def test_chances_add_up_to_one() -> None:
    """Danger has no part in the chances of intents; sharpness drives them apart."""
    chances = model().chances(np.array([1, 0, 99], np.float32))

    assert chances.tolist() == pytest.approx([logistic(2), logistic(-2)])


@pytest.mark.parametrize(("nearness", "confidence"), [(1.0, 0.8), (0.5, 0.8), (0.25, 0.4), (0.0, 0.0)])
def test_confidence_falls_with_distance(nearness: float, confidence: float) -> None:
    """Far from every sentence of the intent, the chance of being right falls in proportion."""
    assert model().confidence(0.8, nearness) == pytest.approx(confidence)


def test_foreignness_hears_every_sign() -> None:
    """A doubtful chance, a likely out_of_scope, new words and distance each make a message stranger."""
    plain = model().foreignness(0.9, 0.1, 0.0, 1.0)

    assert plain == pytest.approx(logistic(-logit(0.9) + logit(0.1) - 3 + 0.5))
    assert model().foreignness(0.5, 0.1, 0.0, 1.0) > plain
    assert model().foreignness(0.9, 0.3, 0.0, 1.0) > plain
    assert model().foreignness(0.9, 0.1, 0.5, 1.0) > plain
    assert model().foreignness(0.9, 0.1, 0.0, 0.5) > plain


def test_nearness_looks_at_its_own_intent() -> None:
    """The likest sentence of the intent counts, not that of another."""
    sentences = Sentences(
        starts=np.array([0, 1, 3, 4], np.int32),
        ids=np.array([0, 0, 1, 2], np.int32),
        values=np.array([1, 0.6, 0.8, 1], np.float32),
        first=np.array([0, 2, 3], np.int32),
    )
    message = np.array([0.6, 0.8, 0], np.float32)

    assert sentences.nearness(message, 0) == pytest.approx(1)
    assert sentences.nearness(message, 1) == 0


@pytest.mark.parametrize("chance", [0.0, 0.1, 0.5, 1.0])
def test_logit_and_logistic_undo_each_other(chance: float) -> None:
    """Going there and back changes nothing, certainty included."""
    assert logistic(logit(chance)) == pytest.approx(chance, abs=1e-5)
