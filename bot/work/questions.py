"""Questions nobody could answer: kept with who asked, answered by one officer, agreed to by a second, then told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from bot.casework.routing import HEIGHT, Level
from bot.dialogue.clean import clean
from bot.dialogue.events import Say, Term
from bot.dialogue.words import HOME
from bot.store import audit, questions, talks
from bot.work.deed import Deed, Outcome
from bot.work.outbox import speak
from bot.work.workshop import Workshop

LONGEST_ANSWER = 2000
SHOWN_QUESTION = 200


class AnswerUnfit(ValueError):
    """There is no such answer: it is empty or too long."""


class SecondNeeded(PermissionError):
    """Who wrote an answer cannot be the one who agrees to it."""


def keep_question(deed: Deed) -> Outcome:
    """Keep a question and who asked it, or give the answer two officers gave to the same words before.

    The answer comes in the place of the sentence that nothing was understood.
    """
    text, talk = deed.text("text"), deed.scene.talk
    if not questions.wording(text):
        return Outcome()
    known = questions.answered(deed.tx, text)
    if known is not None:
        return Outcome({"said": Term("words", deed.shop.content.notices["question_known"], _terms(known, known.closed_at))})
    if talk.consent:
        questions.keep(deed.tx, text, talk.language, talk.id, deed.now)
    return Outcome()


def area_of(shop: Workshop, officer: Row[Any]) -> str:
    """The area whose questions an officer sees; "" is the whole country, which provinces answer for as well."""
    office = shop.office(officer.office)
    return office.area if HEIGHT[office.level] < HEIGHT[Level.PROVINCE] else ""


def propose(tx: Connection, officer: Row[Any], question: Row[Any], answer: str, now: datetime) -> None:
    """Write an answer for a second officer to read; raises AnswerUnfit and AnswerChanged."""
    words = clean(answer)
    if not 0 < len(words) <= LONGEST_ANSWER:
        raise AnswerUnfit("write the answer")
    questions.propose(tx, question.id, officer.id, words)
    audit.add(tx, officer, "answer_written", str(question.id), now)


def send_back(tx: Connection, officer: Row[Any], question: Row[Any], seen: str, now: datetime) -> None:
    """Ask for a better answer than the one seen; raises AnswerChanged."""
    questions.send_back(tx, questions.hold(tx, question.id, seen))
    audit.add(tx, officer, "answer_sent_back", str(question.id), now)


def approve(tx: Connection, shop: Workshop, officer: Row[Any], question: Row[Any], seen: str, now: datetime) -> None:
    """Agree to the answer seen, close the question and tell everybody who asked; raises SecondNeeded and AnswerChanged."""
    held = questions.hold(tx, question.id, seen)
    if held.answered_by == officer.id:
        raise SecondNeeded("a second officer must agree")
    talk_ids = questions.close(tx, held, officer.id, now)
    audit.add(tx, officer, "answer_approved", str(held.id), now)
    _tell(tx, shop, held, talk_ids, now)


def _tell(tx: Connection, shop: Workshop, question: Row[Any], talk_ids: Sequence[int], now: datetime) -> None:
    say = Say(shop.content.notices["question_answered"], _terms(question, now))
    for talk_id in talk_ids:
        speech = shop.words.speech(say, talks.load_unheld(tx, talk_id).language)
        speak(tx, shop, talk_id, f"question:{question.id}:{talk_id}", speech, now, push=True)


def _terms(question: Row[Any], closed_at: datetime) -> dict[str, Term]:
    text = question.text
    return {
        "question": Term("plain", text if len(text) <= SHOWN_QUESTION else text[:SHOWN_QUESTION] + "..."),
        "text": Term("plain", question.answer),
        "day": Term("date", closed_at.astimezone(HOME).date().isoformat()),
    }
