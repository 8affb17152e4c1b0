"""Takes a case out of the office it is about, on the reporter's word; who works there does not see it any more."""

from typing import Any

from sqlalchemy import Row

from bot.casework.life import ENDED, Act, State
from bot.casework.routing import Office, nearest
from bot.dialogue.events import Say
from bot.dialogue.officials import concerned_in
from bot.store.journal import CITIZEN
from bot.work import alarms
from bot.work.closing import own_cases
from bot.work.deed import Deed, Outcome
from bot.work.moves import move
from bot.work.outbox import case_terms
from bot.work.workshop import Workshop


def go_round(deed: Deed) -> Outcome:
    """Move a case to the nearest office it is not about, as new."""
    tx, shop, now, notices = deed.tx, deed.shop, deed.now, deed.shop.content.notices
    case = next((each for each in own_cases(deed) if State(each.state) not in ENDED), None)
    if case is None:
        return Outcome(says=(Say(notices["button_old"]),))
    office = _office_round(shop, case)
    if office is None:
        return Outcome(says=(Say(notices["no_way_round"], case_terms(shop, case)),))
    avoided = {"avoids": case.avoids or case.office, "avoids_too": case.office if case.avoids else ""}
    case = move(tx, shop, case, Act.GO_ROUND, CITIZEN, now, case.office, office=office.name, officer_id=None, **avoided)
    alarms.start_ladder(tx, shop, case, now)
    return Outcome(says=(Say(notices["gone_round"], case_terms(shop, case)),))


def offer(shop: Workshop, case: Row[Any], words: str) -> tuple[Say, ...]:
    """The way round, to who has just named somebody who works where their case is."""
    level = concerned_in(words, shop.content.officials)
    is_there = shop.office(case.office).level == level and _office_round(shop, case) is not None
    return (Say(shop.content.notices["offer_around"], case_terms(shop, case)),) if is_there else ()


def _office_round(shop: Workshop, case: Row[Any]) -> Office | None:
    """The lowest other office that serves the village and is not gone round; a case goes round two at the most."""
    if case.avoids_too:
        return None
    try:
        return nearest(case.village, [each for each in shop.offices_for(case) if each.name != case.office])
    except LookupError:
        return None


AROUND = {go_round.__name__: go_round}
