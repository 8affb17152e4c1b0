"""Where a person stands is folded from the answers: going back, changing, resuming and edited flows need no care."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.dialogue.content import Content
from bot.dialogue.engine import EndlessFlow
from bot.dialogue.events import Say
from bot.dialogue.flow import Flow, Step, read_flow
from bot.dialogue.speech import Choice
from bot.dialogue.talk import CaseGlance, Talk, Walk

if TYPE_CHECKING:
    from person import Person

REPORT = "report_unpaid_wages"
CONSENT = "Untuk menerima laporan"
STORY = "Ceritakan masalahnya"
VILLAGE = "Desa asal pekerja di mana?"
REVIEW = "Ini yang saya catat:"
FIX = "Bagian mana yang salah?"
COUNTRY = "Di negara mana kejadiannya?"
LANGUAGE = "Pilih bahasa"


def test_a_form_from_first_word_to_deed(person: "Person") -> None:
    """What the first sentence told is not asked again, and the deed gets every answer."""
    person.writes("gaji tiga bulan belum dibayar", intent="report_unpaid_wages", country="TW")
    assert person.asked.startswith(CONSENT)
    assert person.writes("1").asked.startswith(VILLAGE)
    assert person.writes("Paringan Ponorogo").asked.startswith(REVIEW)
    person.writes("1")

    assert [(deed.action, deed.key) for deed in person.done] == [("open_case", "1:1:opened")]
    details = person.done[0].details
    assert {name: details[name] for name in ("story", "country", "category", "village")} == {
        "story": "gaji tiga bulan belum dibayar",
        "country": "TW",
        "category": "unpaid_wages",
        "village": "35.02.18.2015",
    }
    assert (person.talk.consent, person.talk.home) == (True, "35.02.18.2015")
    assert person.asked == "Sudah berapa bulan gaji tidak dibayar?"


def test_back_forgets_the_last_answer_only(reviewer: "Person") -> None:
    """One step back each time, the other answers stay, and before the first the form is left."""
    assert reviewer.writes("kembali").asked.startswith(VILLAGE)
    assert reviewer.given("story") == "gaji tiga bulan belum dibayar"
    assert reviewer.writes("kenanga indramayu").asked.startswith(REVIEW)
    assert reviewer.given("village") == "32.12.16.2004"

    assert reviewer.writes("back").asked.startswith(VILLAGE)
    assert reviewer.writes("back").asked.startswith(STORY)
    reviewer.writes("back")
    assert reviewer.talk.walk is None


@pytest.mark.parametrize(
    ("item", "question", "words", "known", "step", "value"),
    [
        ("Negara", COUNTRY, "Malaysia", {"country": "MY"}, "country", "MY"),
        ("Masalah", "Masalah yang mana?", "Kekerasan", {}, "category", "violence"),
        ("Desa asal", VILLAGE, "kenanga indramayu", {}, "village", "32.12.16.2004"),
        ("Cerita", STORY, "gaji empat bulan", {}, "story", "gaji empat bulan"),
    ],
)
def test_one_item_is_changed(
    reviewer: "Person", item: str, question: str, words: str, known: dict[str, str], step: str, value: str
) -> None:
    """Only what is wrong is asked again, then everything is read back with the rest as it was."""
    before = {each: reviewer.given(each) for each in ("story", "country", "category", "village")}

    assert reviewer.writes("2").asked == FIX
    assert reviewer.writes(item).asked.startswith(question)
    assert reviewer.writes(words, **known).asked.startswith(REVIEW)

    assert {each: reviewer.given(each) for each in before} == before | {step: value}
    assert reviewer.writes("1").done[0].details[step] == value


def test_items_are_changed_one_after_another(reviewer: "Person") -> None:
    """A second and a third correction are as good as the first, also of the same item."""
    for country in ("MY", "HK"):
        reviewer.writes("2").writes("Negara").writes("negara", country=country)
    assert reviewer.writes("2").writes("Desa asal").asked.startswith(VILLAGE)
    assert reviewer.writes("kenanga indramayu").asked.startswith(REVIEW)

    assert (reviewer.given("country"), reviewer.given("village")) == ("HK", "32.12.16.2004")


def test_another_language_keeps_the_answers(reviewer: "Person") -> None:
    """The form waits while the language is chosen and goes on where it was."""
    answers = reviewer.talk.walk.answers if reviewer.talk.walk else ()

    assert reviewer.writes("bahasa").asked.startswith(LANGUAGE)
    assert reviewer.writes("English").asked.startswith(REVIEW)

    assert reviewer.talk.language == "en"
    assert reviewer.talk.walk
    assert reviewer.talk.walk.answers == answers
    assert reviewer.talk.paused == ()


def test_a_question_in_between_is_answered(reviewer: "Person") -> None:
    """A question about something else is answered, and the open question is put again."""
    reviewer.writes("berapa biaya paspor?", intent="ask_passport_visa", document="paspor")

    assert len(reviewer.hears) == 2
    assert reviewer.asked.startswith(REVIEW)


def test_cancel_forgets_everything(reviewer: "Person") -> None:
    """After BATAL nothing is kept and nothing is done."""
    reviewer.writes("batal")

    assert reviewer.talk.walk is None
    assert reviewer.done == []


def test_an_editor_removes_a_step_overnight(reviewer: "Person") -> None:
    """The question that is no longer in the flow is not asked, whether it was answered or open."""
    reviewer.writes("kembali")
    assert reviewer.asked.startswith(VILLAGE)
    reviewer.content = without(reviewer.content, REPORT, "village")

    reviewer.writes("halo lagi")

    assert reviewer.asked.startswith(REVIEW)
    assert reviewer.writes("1").done[0].action == "open_case"


def test_an_answer_to_a_removed_step_does_no_harm(reviewer: "Person") -> None:
    """An answered question that has gone leaves the others as they are."""
    reviewer.content = without(reviewer.content, REPORT, "story")

    assert reviewer.writes("bukan itu").asked.startswith(REVIEW)
    assert reviewer.writes("kembali").asked.startswith(VILLAGE)


def test_an_editor_adds_a_step_overnight(reviewer: "Person") -> None:
    """A new question before the open one is asked first."""
    flow = reviewer.content.flows[REPORT]
    added = Step("employer", ask="Siapa majikannya?", answer="text")
    steps = tuple(each for step in flow.steps for each in ((added, step) if step.name == "village" else (step,)))
    reviewer.content = replace(reviewer.content, flows={**reviewer.content.flows, REPORT: replace(flow, steps=steps)})

    assert reviewer.writes("1", choice=f"step:{REPORT}:review:yes").asked == "Siapa majikannya?"
    assert reviewer.writes("PT Contoh").asked.startswith(REVIEW)


def test_an_editor_removes_the_flow_overnight(reviewer: "Person") -> None:
    """Who stood in a flow that is gone is answered as if outside of any."""
    flows = {name: flow for name, flow in reviewer.content.flows.items() if name != REPORT}
    reviewer.content = replace(reviewer.content, flows=flows)

    reviewer.writes("terima kasih", intent="thanks")

    assert reviewer.talk.walk is None
    assert [event.text for event in reviewer.hears if isinstance(event, Say)] == [reviewer.content.notices["thanks"]]


@pytest.mark.parametrize("days", [1, 30])
def test_resuming_after_days(reviewer: "Person", days: int) -> None:
    """However long somebody was away, their next answer is the answer to the open question."""
    reviewer.now += timedelta(days=days)

    reviewer.writes("1")

    assert reviewer.done[0].details["story"] == "gaji tiga bulan belum dibayar"


def test_a_deed_passed_twice_has_one_key(person: "Person") -> None:
    """Who goes back over an action passes it again under the same key, so that it is done once."""
    flow = flow_of(
        {"step": "name", "ask": "Nama?", "answer": "text"},
        {"step": "kept", "do": "keep_question"},
        {"step": "age", "ask": "Umur?", "answer": "text"},
    )
    talk = Talk(1, welcomed=True, occurrence=4, walk=Walk("form", 4))
    person = replace(person, content=replace(person.content, flows={"form": flow}), talk=talk)

    first = person.writes("Ani").done
    person.writes("kembali")
    second = person.writes("Ana").done

    assert [deed.key for deed in first] == [deed.key for deed in second] == ["1:4:kept"]
    assert second[0].details["name"] == "Ana"


def test_what_was_paused_is_resumed_in_order(reviewer: "Person") -> None:
    """Flows that interrupt one another end one after another, the last begun first."""
    reviewer.writes("tambah")
    reviewer.writes("bahasa")
    assert [walk.flow for walk in reviewer.talk.paused] == [REPORT, "add"]

    assert reviewer.writes("Bahasa Indonesia").asked == "Untuk laporan nomor berapa?"
    assert reviewer.writes("batal").asked.startswith(REVIEW)


def test_a_button_of_another_question_is_not_an_answer(reviewer: "Person") -> None:
    """An old button says so and the open question stays."""
    reviewer.writes("", choice=f"step:{REPORT}:consent:no")

    assert reviewer.hears[0] == Say(reviewer.content.notices["button_old"])
    assert reviewer.asked.startswith(REVIEW)
    assert reviewer.talk.consent


def test_what_lies_between_two_answers_is_done(person: "Person") -> None:
    """An action after the question just answered is done, also when the questions behind it were answered before."""
    person.writes("gaji belum dibayar", intent="report_unpaid_wages")
    assert not person.talk.consent

    person.writes("1")

    assert person.talk.consent
    assert person.asked.startswith(VILLAGE)


def test_an_answer_not_understood_is_asked_again(reviewer: "Person") -> None:
    """Nothing is taken for a yes that is none."""
    reviewer.writes("mungkin", intent="out_of_scope")

    assert reviewer.asked.startswith(REVIEW)
    assert isinstance(reviewer.hears[0], Say)
    assert reviewer.hears[0].values["notice"].value == reviewer.content.notices["choose_one"]


@pytest.mark.parametrize(("intent", "done"), [("affirm", True), ("deny", False)])
def test_yes_and_no_in_words(reviewer: "Person", intent: str, *, done: bool) -> None:
    """A yes or no said in any words answers a question of yes and no."""
    reviewer.writes("inggih", intent=intent)

    assert bool(reviewer.done) is done


def test_consent_refused_ends_the_form(person: "Person") -> None:
    """Who does not agree is let go with a telephone number, and nothing is done."""
    person.writes("gaji belum dibayar", intent="report_unpaid_wages").writes("2")

    assert (person.talk.walk, person.talk.consent, person.done) == (None, False, [])
    assert "{call_centre_free}" in "".join(event.text for event in person.hears if isinstance(event, Say))


def test_a_verdict_needs_its_question(person: "Person") -> None:
    """A yes closes a case only right after the question whether it is over."""
    person.cases = (CaseGlance("26-000001-9", "resolved", open=True, danger=False),)
    assert person.writes("ya", intent="affirm").done == []

    person.talk = replace(person.talk, offered=(Choice("case:confirm:26-000001-9", "Ya, sudah selesai"),))
    assert [deed.action for deed in person.writes("iya betul", intent="affirm").done] == ["confirm_case"]

    person.talk = replace(person.talk, offered=(Choice("case:confirm:26-000001-9", "Ya, sudah selesai"),))
    assert "confirm_case" not in [deed.action for deed in person.writes("iya", intent="affirm", confidence=0.2).done]


def test_a_flow_in_circles_is_an_error(person: "Person") -> None:
    """A flow that never asks is stopped instead of holding a worker for ever."""
    flow = flow_of({"step": "again", "say": "Lagi."}, {"go": "again"})
    talk = Talk(1, welcomed=True, walk=Walk("form", 1))
    person = replace(person, content=replace(person.content, flows={"form": flow}), talk=talk)

    with pytest.raises(EndlessFlow, match="flow form passes more than 100 steps"):
        person.writes("halo")


def test_evidence_is_kept_at_any_question(reviewer: "Person") -> None:
    """A photo sent instead of an answer stays with the form, and going back does not lose it."""
    reviewer.writes("", evidence=('{"kind": "photo"}',))
    assert reviewer.asked.startswith(REVIEW)

    reviewer.writes("kembali").writes("Paringan Ponorogo").writes("1")

    assert reviewer.done[0].details["evidence"] == ('{"kind": "photo"}',)


def flow_of(*steps: dict[str, str]) -> Flow:
    """A flow called "form" of these steps."""
    return read_flow({"flow": "form", "steps": list(steps)})


def without(content: Content, flow: str, step: str) -> Content:
    """The content after an editor has removed a step."""
    steps = tuple(each for each in content.flows[flow].steps if each.name != step)
    return replace(content, flows={**content.flows, flow: replace(content.flows[flow], steps=steps)})
