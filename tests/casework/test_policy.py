"""By when what must be done: the dates of the house by state, level and kind of case, all reckoned by hand."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.casework.clocks import HOME
from bot.casework.life import ENDED, WAITING, State
from bot.casework.policy import Policy, shifted
from bot.casework.routing import Level
from bot.config import ROOT, read_settings

MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""Nine in the morning in Jakarta; Nyepi is on Thursday the 19th, Good Friday on the third of April."""

# Where a case stands, the level of its office, and the day on which the next step is due at nine in the morning.
STEPS = [
    (State.NEW, Level.VILLAGE, "2026-03-03"),
    (State.NEW, Level.NATIONAL, "2026-03-03"),
    (State.TAKEN, Level.VILLAGE, "2026-03-05"),
    (State.TAKEN, Level.DISTRICT, "2026-03-05"),
    (State.TAKEN, Level.PROVINCE, "2026-03-09"),
    (State.TAKEN, Level.NATIONAL, "2026-03-09"),
    (State.WAITING_REPORTER, Level.VILLAGE, "2026-03-12"),
    (State.WAITING_REPORTER, Level.PROVINCE, "2026-03-12"),
    (State.HANDED_OVER, Level.VILLAGE, "2026-03-09"),
    (State.HANDED_OVER, Level.NATIONAL, "2026-03-09"),
    (State.RESOLVED, Level.DISTRICT, "2026-03-12"),
]
# How long a kind of case may take in all.
FINISH = {
    "2026-03-09": ("services", "business", "parenting", "cooperative", "conversation"),
    "2026-03-23": (
        "contract_mismatch", "working_conditions", "want_home", "sick_or_injured", "undocumented", "termination",
        "family_matter", "emergency", "other",
    ),
    "2026-06-02": (
        "unpaid_wages", "overcharging", "documents_withheld", "violence", "sexual_violence", "trafficking",
        "recruitment_fraud", "failed_departure", "lost_contact", "death", "detained",
    ),
}  # fmt: skip
CATEGORIES = [(category, day) for day, categories in FINISH.items() for category in categories]
PAUSES = [("papers", "2026-03-23"), ("office", "2026-03-16"), ("agreed", "2026-03-31"), ("court", "2026-06-02")]


@pytest.fixture(scope="module")
def policy() -> Policy:
    """The clocks of the deployment."""
    return read_settings(ROOT / "config.yml").policy()


@pytest.mark.parametrize(("state", "level", "day"), STEPS)
def test_due_at(policy: Policy, state: State, level: Level, day: str) -> None:
    """LP-1, LP-2, LP-3: each state has its date, and a higher office has its own for what it has taken."""
    assert policy.due_at(state, level, MONDAY) == _nine(day)


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("state", State)
def test_no_open_state_without_a_date(policy: Policy, state: State, level: Level) -> None:
    """U31-c: as long as a case is open it says when what happens next, and once it has ended nothing is due."""
    due = policy.due_at(state, level, MONDAY)

    assert (due is None) is (state in ENDED)
    assert due is None or due > MONDAY


def test_the_first_act_is_early(policy: Policy) -> None:
    """LP-1: all the desks of a way up together have no longer than the three working days of LAPOR for a first act."""
    moment = MONDAY
    for level in (Level.VILLAGE, Level.DISTRICT, Level.PROVINCE):
        following = policy.due_at(State.NEW, level, moment)
        assert following
        moment = following

    assert moment <= _nine("2026-03-05")


@pytest.mark.parametrize(("category", "day"), CATEGORIES)
def test_finish_at(policy: Policy, category: str, day: str) -> None:
    """LP-4: its category decides by when a case must be done: 5, 14 or 60 working days."""
    assert policy.finish_at(category, MONDAY) == _nine(day)


def test_every_category_has_an_end(policy: Policy) -> None:
    """LP-4: no kind of case of the deployment is left out of the table above."""
    assert set(policy.finish) == {category for category, _ in CATEGORIES}


@pytest.mark.parametrize(("pause", "day"), PAUSES)
def test_pauses(policy: Policy, pause: str, day: str) -> None:
    """A case is put off for a reason of the list, and for each there is a longest time."""
    assert set(policy.pauses) == {name for name, _ in PAUSES}
    assert policy.pauses[pause].after(MONDAY) == _nine(day)


@pytest.mark.parametrize("state", State)
def test_reminders(policy: Policy, state: State) -> None:
    """LP-3: who is waited for is reminded on day 3, 7 and 9 at the same hour, and nobody else is."""
    found = policy.reminders(state, MONDAY)

    expected = [_nine("2026-03-05"), _nine("2026-03-09"), _nine("2026-03-11")] if state in WAITING else []
    assert found == expected


@pytest.mark.parametrize("state", sorted(WAITING))
def test_reminders_come_before_the_end(policy: Policy, state: State) -> None:
    """LP-3: nobody is reminded of a date that has passed."""
    end = policy.due_at(state, Level.VILLAGE, MONDAY)

    assert end
    assert max(policy.reminders(state, MONDAY)) < end


@pytest.mark.parametrize(
    ("closed_at", "now", "may"),
    [
        (None, MONDAY, True),
        (MONDAY, MONDAY, True),
        (MONDAY, MONDAY + timedelta(days=9, hours=23), True),
        (MONDAY, MONDAY + timedelta(days=10), True),
        (MONDAY, MONDAY + timedelta(days=10, seconds=1), False),
        (MONDAY, MONDAY + timedelta(days=400), False),
    ],
)
def test_may_reopen(policy: Policy, closed_at: datetime | None, now: datetime, *, may: bool) -> None:
    """ISO-7.9: up to the last second of ten days one word opens an ended case again."""
    assert policy.may_reopen(closed_at, now) is may


# When a case had to be done, when it was put off, when it went on, and when it must be done then.
SHIFTS = [
    ("03-09 09:00", "03-03 09:00", "03-03 09:00", "03-09 09:00", "no time at all"),
    ("03-09 09:00", "03-03 09:00", "03-04 08:59", "03-09 09:00", "less than a working day"),
    ("03-09 09:00", "03-03 09:00", "03-04 09:00", "03-10 09:00", "one working day"),
    ("03-09 09:00", "03-03 09:00", "03-06 17:00", "03-12 09:00", "three and a half"),
    ("03-09 09:00", "03-06 17:00", "03-09 08:00", "03-09 09:00", "a weekend"),
    ("03-13 09:00", "03-06 09:00", "03-09 09:00", "03-16 09:00", "a weekend and a Monday, moved over a weekend"),
    ("03-18 15:00", "03-02 09:00", "03-03 09:00", "03-20 15:00", "one working day, moved over Nyepi"),
    ("03-30 09:00", "03-18 09:00", "03-20 09:00", "03-31 09:00", "Nyepi does not count twice"),
]


@pytest.mark.parametrize(("finish", "paused", "now", "moved", "between"), SHIFTS, ids=[row[4] for row in SHIFTS])
def test_shifted(finish: str, paused: str, now: str, moved: str, between: str) -> None:
    """LP-4: the whole working days in which somebody else was waited for are given back, at the same hour."""
    del between

    assert shifted(_at(finish), _at(paused), _at(now)) == _at(moved)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=HOME)


def _nine(day: str) -> datetime:
    return datetime.fromisoformat(f"{day} 09:00").replace(tzinfo=HOME)
