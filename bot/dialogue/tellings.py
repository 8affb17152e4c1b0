"""What a flow may name under `tell`: something worked out from its answers and put into sentences."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction

from bot.dialogue import reckoning
from bot.dialogue.checklist import Progress
from bot.dialogue.checks import fee_in, lines_of, red_flags_in
from bot.dialogue.events import Say, Term
from bot.dialogue.scene import Scene
from bot.dialogue.speech import Choice

FLAG = "flag_"
"""How the steps begin that ask for a red flag: `flag_paid_first` asks for the red flag `paid_first`."""
TRAPS = {"KH", "MM"}


def kur_instalments(scene: Scene) -> Say:
    """What a loan of so much over so many months costs a month, at the rate of the facts."""
    amount, months = _money(scene, "amount"), int(scene.given("months") or 1)
    rate = Fraction(re.findall(r"\d+", scene.content.facts["kur_interest"].value)[0])
    monthly = reckoning.instalment(amount, rate, months)
    values = {
        "amount": Term("money", f"{amount} IDR"),
        "months": Term("plain", str(months)),
        "monthly": Term("money", f"{monthly} IDR"),
        "total": Term("money", f"{monthly * months} IDR"),
    }
    beyond = amount > _fact(scene, "kur_max") or months > _fact(scene, "kur_years") * reckoning.MONTHS
    notice = "kur_beyond" if beyond else "kur_instalments"
    return _offering(scene, notice, values, "start:officer")


def wage_gap(scene: Scene) -> Say:
    """What is still owed of the wage in the contract."""
    currency = (scene.given("promised") or "0 IDR").partition(" ")[2]
    if len({(scene.given(step) or "")[-3:] for step in ("promised", "received")}) > 1:
        return Say(scene.content.notices["wage_currencies"])
    gap = reckoning.owed(_money(scene, "promised"), _money(scene, "received"), int(scene.given("months") or 1))
    values = {name: Term("money", scene.given(name) or f"0 {currency}") for name in ("promised", "received")}
    values |= {"months": Term("plain", scene.given("months") or "1"), "owed": Term("money", f"{gap} {currency}")}
    if gap == 0:
        return _offering(scene, "wage_even", values)
    return _offering(scene, "wage_owed", values, "start:report_unpaid_wages", "start:officer")


def fee_verdicts(scene: Scene) -> Say:
    """The recruiter's list line by line: allowed, forbidden or unclear, and why."""
    content, country, job = scene.content, scene.given("country") or "", scene.given("job") or ""
    said = [Say(content.notices["fees_trap"])] if country in TRAPS else []
    for line in lines_of(scene.given("list") or ""):
        fee = fee_in(line, content.fees)
        values = {"item": Term("plain", line[:60])}
        if fee is None:
            said.append(Say(content.notices["fee_unknown"], values))
            continue
        rule = fee.rule(country, job)
        values |= {
            "verdict": Term("words", content.notices[f"fee_{rule.verdict}"]),
            "because": Term("words", rule.because),
            "source": Term("plain", rule.source),
            "checked": Term("date", rule.checked.isoformat()),
        }
        said.append(Say(content.notices["fee_line"], values))
    said.append(Say(content.notices["fees_after"]))
    return _together(said, _choices(scene, "start:report_overcharging", "start:officer"))


def offer_red_flags(scene: Scene) -> Say:
    """The red flags of an offer; having found none is never said to be safe."""
    answers = {each.step.removeprefix(FLAG): each.value for each in scene.walk.answers if each.step.startswith(FLAG)}
    country = scene.given("country") or scene.gist.country
    found = red_flags_in(scene.given("advert") or "", country, answers, scene.content.red_flags)
    notices = scene.content.notices
    count = {"count": Term("plain", str(len(found)))}
    said = [Say(notices["offer_flags"], count)] if found else [Say(notices["offer_no_flags"])]
    for flag in found:
        values = {
            "because": Term("words", flag.because),
            "source": Term("plain", flag.source),
            "checked": Term("date", flag.checked.isoformat()),
        }
        said.append(Say(notices["offer_flag"], values))
    said.append(Say(notices["offer_after"]))
    return _together(said, _choices(scene, "start:agency", "start:report_recruitment_fraud", "start:officer"))


def progress(scene: Scene) -> Say:
    """How far the person is on the official path, and what comes next."""
    stand = Progress(scene.content.checklist, scene.talk.ticked)
    values = {
        "bar": Term("plain", stand.bar),
        "done": Term("plain", str(stand.done)),
        "all": Term("plain", str(stand.all)),
    }
    if stand.next is None:
        return _offering(scene, "progress_done", values, "start:reminder", "start:officer")
    values |= {"label": Term("words", stand.next.label), "stage": Term("words", stand.next.stage)}
    return Say(scene.content.notices["progress"], values)


def progress_after(scene: Scene) -> Say:
    """What the next item is and how to get it, after one was ticked."""
    stand = Progress(scene.content.checklist, scene.talk.ticked)
    if stand.next is None:
        return progress(scene)
    values = {
        "bar": Term("plain", stand.bar),
        "done": Term("plain", str(stand.done)),
        "all": Term("plain", str(stand.all)),
        "label": Term("words", stand.next.label),
    }
    return _offering(scene, "progress_after", values, f"reply:{stand.next.reply}", "start:checklist")


def reminder_days(scene: Scene) -> Say:
    """The days on which the person will be reminded."""
    days = reckoning.reminders(date.fromisoformat(scene.given("end") or ""), scene.now.date())
    if not days:
        return Say(scene.content.notices["reminders_none"])
    lines = [Say("- {day}", {"day": Term("date", day.isoformat())}) for day in days]
    return _together([Say(scene.content.notices["reminders_set"]), *lines], (), "\n")


def _fact(scene: Scene, name: str) -> int:
    """The number in a fact such as "Rp100 juta" or "3 tahun"."""
    value = scene.content.facts[name].value
    return int(re.findall(r"\d+", value)[0]) * (10**6 if "juta" in value else 1)


def _money(scene: Scene, step: str) -> int:
    return int(float((scene.given(step) or "0").partition(" ")[0]))


def _offering(scene: Scene, notice: str, values: dict[str, Term], *starts: str) -> Say:
    return Say(scene.content.notices[notice], values, _choices(scene, *starts))


def _choices(scene: Scene, *ids: str) -> tuple[Choice, ...]:
    """Buttons that start flows or say replies, with their own labels; one that is gone is left out."""
    return tuple(choice for each in ids if (choice := scene.content.button(each)))


def _together(said: Sequence[Say], choices: tuple[Choice, ...], between: str = "\n\n") -> Say:
    """Several sentences as one message; each keeps its own values."""
    parts = {f"part_{number}": Term("words", say.text, say.values) for number, say in enumerate(said)}
    return Say(between.join(f"{{{name}}}" for name in parts), parts, choices)


TELLINGS: dict[str, Callable[[Scene], Say]] = {
    telling.__name__: telling
    for telling in (
        kur_instalments,
        wage_gap,
        fee_verdicts,
        offer_red_flags,
        progress,
        progress_after,
        reminder_days,
    )
}
