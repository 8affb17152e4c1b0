"""The rules of casework told once more and otherwise, to compare with what the house does (see test_month.py).

Nothing here comes from `bot`: the holidays are those of the official calendar of spring 2026, the days those of LAPOR!,
Perpres 76/2013, Perban BP2MI 6/2024 and Peraturan P2MI 23/2025, written down by hand.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

HOLIDAYS = {date(2026, 3, 19), date(2026, 3, 21), date(2026, 3, 22), date(2026, 4, 3), date(2026, 4, 5)}
JAKARTA = timedelta(hours=7)
TOP = 3  # village, district, province, national
DANGER = {10: 0, 20: 1, 40: 2, 60: 3}  # minutes after the alarm -> the level that must have it
HALF_HOUR = timedelta(minutes=30)
ENDED = {"closed_confirmed", "closed_unconfirmed", "withdrawn"}
COMMITMENT, CLARIFICATION = timedelta(days=7), 15


def later(start: datetime, working_days: int) -> datetime:
    """So many working days later, at the same hour."""
    day = start + JAKARTA
    while working_days:
        day += timedelta(days=1)
        working_days -= day.weekday() < 5 and day.date() not in HOLIDAYS
    return day - JAKARTA


def between(start: datetime, end: datetime) -> int:
    """How many working days have passed."""
    count = 0
    while later(start, count + 1) <= end:
        count += 1
    return count


@dataclass
class Ledger:
    """One case as the rules want it. `told` is what the clock must have done to it: time, act, why."""

    opened_at: datetime
    finish_days: int
    danger: bool = False
    state: str = "new"
    level: int = 0
    due: datetime | None = None
    finish: datetime | None = None
    paused: datetime | None = None
    outside: bool = False
    held: bool = False
    spoke: bool = False
    alarm: datetime | None = None
    told: list[tuple[datetime, str, str]] = field(default_factory=list)
    waiting: dict[str, tuple[datetime, int]] = field(default_factory=dict)
    count: int = 0

    def __post_init__(self) -> None:
        self.finish = later(self.opened_at, self.finish_days)
        self._step("new", self.opened_at)
        self._ladder(self.opened_at)

    def until(self, moment: datetime) -> None:
        """Let the clock run up to and including a moment."""
        while ready := [(at, order, name) for name, (at, order) in self.waiting.items() if at <= moment]:
            at, _, name = min(ready)
            del self.waiting[name]
            getattr(self, "_at_" + name.partition(":")[0])(at, name.partition(":")[2])

    def act(self, name: str, now: datetime) -> None:
        """Somebody does something."""
        self.until(now)
        getattr(self, "_do_" + name)(now)

    def _set(self, name: str, at: datetime) -> None:
        self.count += 1
        self.waiting[name] = (at, self.count)

    def _drop(self, *prefixes: str) -> None:
        self.waiting = {name: at for name, at in self.waiting.items() if not name.startswith(prefixes)}

    def _step(self, state: str, now: datetime, due: datetime | None = None) -> None:
        """The case comes into a state: its dates, and the clocks that run then."""
        self.state, self.held = state, due is not None
        calm = state in {"waiting_reporter", "resolved"} or self.held
        if calm:
            self.paused = self.paused or now
        elif self.paused and self.finish and state not in ENDED:
            self.finish, self.paused = later(self.finish, between(self.paused, now)), None
        taken = 5 if self.level > 1 else 3
        dates = {"new": later(now, 1), "taken": later(now, taken), "handed_over": later(now, 5)}
        self.due = due or dates.get(state) or (now + timedelta(days=10) if calm else None)
        self._drop("due", "remind", "finish")
        if state in {"waiting_reporter", "resolved"}:
            for day in (3, 7, 9):
                self._set(f"remind:{day}", now + timedelta(days=day))
        if self.due and (state in {"taken", "waiting_reporter", "resolved"} or self.outside):
            self._set("due", self.due)
        if state not in ENDED and not self.paused and self.finish:
            self._set("finish", self.finish)
        if state not in {"new", "handed_over"} or self.outside:
            self._drop("climb")

    def _ladder(self, now: datetime) -> None:
        self._drop("climb")
        self.alarm = now
        self._set("climb", now + timedelta(minutes=10) if self.danger else max(later(now, 1), self.due or now))

    def _up(self, now: datetime, why: str, state: str) -> None:
        self.told.append((now, "move_up", why))
        self.level, self.outside = min(self.level + 1, TOP), False
        self._step(state, now)

    def _at_climb(self, now: datetime, _: str) -> None:
        """Nobody has taken the case: it goes up, or at the top gets a new date."""
        if self.danger and self.alarm:
            minutes = round((now - self.alarm).total_seconds() / 60)
            if DANGER.get(minutes, TOP) > self.level:
                self._up(now, "untaken", self.state)
            following = min((each for each in DANGER if each > minutes), default=0)
            self._set("climb", self.alarm + timedelta(minutes=following) if following else now + HALF_HOUR)
            return
        if self.level < TOP:
            self._up(now, "untaken", self.state)
        else:
            self.due = later(now, 5 if self.state == "handed_over" else 1)
        self._set("climb", max(later(now, 1), self.due or now))

    def _at_due(self, now: datetime, _: str) -> None:
        if self.state == "waiting_reporter" and self.danger:
            self.told.append((now, "silent", ""))
            self._step("new", now)
            self._ladder(now)
        elif self.state == "resolved" and self.spoke:
            self.told.append((now, "reopen", "spoke"))
            self._anew(now)
        elif self.state in {"waiting_reporter", "resolved"}:
            self.told.append((now, "lapse", ""))
            self._step("closed_unconfirmed", now)
        elif self.state == "handed_over":
            self.told.append((now, "warn", "follow_up"))
            self._step("handed_over", now)
        elif self.held:
            self._step("taken", now)
        else:
            self._up(now, "no_news", "new")
            self._ladder(now)

    def _at_finish(self, now: datetime, _: str) -> None:
        self.finish = later(now, self.finish_days)
        self._up(now, "unfinished", "new" if self.state == "taken" else self.state)
        self._ladder(now)

    def _at_remind(self, now: datetime, day: str) -> None:
        self.told.append((now, "remind", day))

    def _at_watch(self, now: datetime, why: str) -> None:
        if self.state not in ENDED:
            self.told.append((now, "warn", why))

    def _anew(self, now: datetime) -> None:
        self.finish, self.paused, self.spoke = later(now, self.finish_days), None, False
        self._step("new", now)
        self._ladder(now)

    def _do_take(self, now: datetime) -> None:
        self.outside = False
        self._step("taken", now)

    def _do_ask(self, now: datetime) -> None:
        self.outside = False
        self._step("waiting_reporter", now)

    def _do_answer(self, now: datetime) -> None:
        self.spoke = self.spoke or self.state == "resolved"
        if self.state == "waiting_reporter":
            self._step("taken", now)

    def _do_hold(self, now: datetime) -> None:
        self._step("taken", now, later(now, 14))

    def _do_hand_out(self, now: datetime) -> None:
        self.outside = True
        self._step("handed_over", now)
        self._watch("clarification", now, later(now, CLARIFICATION))

    def _do_promise(self, now: datetime) -> None:
        self._watch("commitment", now, now + COMMITMENT)

    def _watch(self, clock: str, now: datetime, end: datetime) -> None:
        moments = {"half": now + (end - now) * 0.5, "most": now + (end - now) * 0.8, "last": end - timedelta(days=3)}
        for name, at in sorted({**moments, "over": end}.items(), key=lambda each: each[1]):
            self._set(f"watch:{clock}: {name}", at)

    def _do_resolve(self, now: datetime) -> None:
        self.outside, self.spoke = False, False
        self._step("resolved", now)

    def _do_confirm(self, now: datetime) -> None:
        self._step("closed_confirmed", now)

    def _do_reopen(self, now: datetime) -> None:
        self._anew(now)

    def _do_withdraw(self, now: datetime) -> None:
        self.outside = False
        self._step("withdrawn", now)
