"""Actions that let others in: a relative or helper to one case, or the same person's other phone to all of theirs."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row

from bot.casework.life import Act, State
from bot.dialogue.events import Say, Term
from bot.dialogue.speech import Choice
from bot.store import cases, followers, invites, journal, pace, talks
from bot.store.journal import CITIZEN
from bot.work.closing import own_case
from bot.work.confidence import ANONYMOUS
from bot.work.deed import Deed, Outcome
from bot.work.outbox import case_terms, speak

TRIES_A_SECOND, MANY_TRIES = 5 / 3600, 5
MONTH = timedelta(days=30)
LASTING = {"month": MONTH, "half_year": 6 * MONTH}
"""How long a grant lasts, by the answer given; any other answer means until it is revoked."""


def invite_relative(deed: Deed) -> Outcome:
    """Make a code with which somebody may follow a case, with the rights and until the date the reporter chose."""
    case = own_case(deed)
    if case is None or case.guest:
        return Outcome(says=(Say(deed.shop.content.notices["no_case"]),))
    lasting = LASTING.get(deed.text("lasting"))
    until = deed.now + lasting if lasting else None
    code = invites.make(deed.tx, deed.scene.talk.id, case.id, deed.text("rights"), until, deed.now)
    values = {**case_terms(deed.shop, case), "code": Term("plain", code)}
    return Outcome(says=(Say(deed.shop.content.notices["invitation"], values),))


def join_case(deed: Deed) -> Outcome:
    """Let a talk follow the case whose code it knows; both sides hear of it. A wrong code is asked for again."""
    if _tries_too_many(deed):
        return Outcome(refused=("code", "code_locked"))
    found = _invited(deed)
    if found is None or found.case_id is None:
        return Outcome(refused=("code", "code_unknown"))
    invites.take(deed.tx, found)
    case = cases.by_id(deed.tx, found.case_id)
    followers.follow(deed.tx, case.id, deed.scene.talk.id, found.rights, found.until, guest=True)
    text = f"{found.rights}: {deed.text('relation')}"
    journal.write(deed.tx, case.id, Act.SHARE, CITIZEN, text, State(case.state), deed.now)
    terms = {**case_terms(deed.shop, case), "rights": _rights(deed, found.rights), "until": _until(deed, found.until)}
    _tell(deed, found.talk_id, "joined", terms, f"joined:{case.id}:{deed.scene.talk.id}")
    return Outcome(says=(Say(deed.shop.content.notices["join_done"], terms),))


def revoke_relatives(deed: Deed) -> Outcome:
    """End all that the reporter had granted in their cases; who followed hears that it is over, and no more."""
    notices, gone = deed.shop.content.notices, 0
    for case in followers.followed_by(deed.tx, deed.scene.talk.id, deed.now):
        if case.rights != followers.ALL or case.guest:
            continue
        invites.drop(deed.tx, deed.scene.talk.id, case.id)
        for talk_id in followers.revoke(deed.tx, case.id):
            gone += 1
            journal.write(deed.tx, case.id, Act.SHARE, CITIZEN, "revoked", State(case.state), deed.now)
            terms = {"number": Term("plain", case.number)}
            _tell(deed, talk_id, "revoked", terms, f"revoked:{case.id}:{talk_id}:{deed.now.isoformat()}")
    return Outcome(says=(Say(notices["revoke_done" if gone else "revoke_none"], {"count": Term("plain", str(gone))}),))


def invite_self(deed: Deed) -> Outcome:
    """Make a code that pairs this talk with the same person's other phone or app."""
    code = invites.make(deed.tx, deed.scene.talk.id, None, followers.ALL, None, deed.now)
    return Outcome(says=(Say(deed.shop.content.notices["pairing_code"], {"code": Term("plain", code)}),))


def ask_pairing(deed: Deed) -> Outcome:
    """The other phone knows the code: the first one is asked whether it is the same person."""
    if _tries_too_many(deed):
        return Outcome(refused=("code", "code_locked"))
    found = _invited(deed)
    if found is None or found.case_id is not None or not invites.ask(deed.tx, found, deed.scene.talk.id):
        return Outcome(refused=("code", "code_unknown"))
    look = Choice("start:pairing", deed.shop.content.buttons["look_at_request"])
    key = f"pair:{found.talk_id}:{deed.scene.talk.id}:{deed.now.isoformat()}"
    _tell(deed, found.talk_id, "pairing_asked", {}, key, (look,))
    return Outcome()


def pair_talks(deed: Deed) -> Outcome:
    """The first phone agrees: the other one follows the same cases and keeps the same home and language."""
    tx, talk = deed.tx, deed.scene.talk
    found = invites.asked_of(tx, talk.id, deed.now)
    if found is None:
        return Outcome(says=(Say(deed.shop.content.notices["code_unknown"]),))
    invites.take(tx, found)
    if deed.text("same") != "yes":
        _tell(deed, found.guest_id, "pairing_refused", {}, f"paired:{found.guest_id}:{deed.now.isoformat()}")
        return Outcome(says=(Say(deed.shop.content.notices["pairing_none"]),))
    for case in followers.followed_by(tx, talk.id, deed.now):
        if case.confidence == ANONYMOUS:  # only number and PIN lead to it from another phone
            continue
        followers.follow(tx, case.id, found.guest_id, case.rights, case.until, guest=case.guest)
        journal.write(tx, case.id, Act.SHARE, CITIZEN, "paired", State(case.state), deed.now)
    other = talks.load(tx, found.guest_id)
    talks.save(tx, replace(other, home=other.home or talk.home, language=talk.language, consent=talk.consent))
    _tell(deed, found.guest_id, "paired_self", {}, f"paired:{found.guest_id}:{deed.now.isoformat()}")
    return Outcome(says=(Say(deed.shop.content.notices["paired_self"]),))


def _invited(deed: Deed) -> Row[Any] | None:
    """The invitation whose code was given, by somebody else; who tries many codes waits, because codes are short."""
    found = invites.find(deed.tx, deed.text("code"), deed.now)
    return found if found is not None and found.talk_id != deed.scene.talk.id else None


def _tries_too_many(deed: Deed) -> bool:
    return bool(pace.wait_for(deed.tx, f"code:{deed.scene.talk.id}", TRIES_A_SECOND, MANY_TRIES, deed.now))


def _tell(
    deed: Deed, talk_id: int, notice: str, terms: dict[str, Term], key: str, choices: tuple[Choice, ...] = ()
) -> None:
    language = talks.load(deed.tx, talk_id).language
    speech = deed.shop.words.speech(Say(deed.shop.content.notices[notice], terms, choices), language)
    speak(deed.tx, deed.shop, talk_id, key, speech, deed.now, push=True)
    talks.offer(deed.tx, talk_id, speech.choices)


def _rights(deed: Deed, rights: str) -> Term:
    return Term("words", deed.shop.content.labels[f"rights_{rights}"])


def _until(deed: Deed, until: datetime | None) -> Term:
    labels = deed.shop.content.labels
    if until is None:
        return Term("words", labels["until_revoked"])
    return Term("words", labels["until_day"], {"until": Term("time", until.isoformat())})


FAMILY = {
    action.__name__: action
    for action in (invite_relative, join_case, revoke_relatives, invite_self, ask_pairing, pair_talks)
}
