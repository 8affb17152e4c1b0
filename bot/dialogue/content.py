"""All the words and rules a turn may need, read on the roof and handed in whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.dialogue.checklist import Item
from bot.dialogue.checks import Fee, RedFlag
from bot.dialogue.flow import Flow
from bot.dialogue.speech import Choice
from bot.dialogue.villages import Villages


@dataclass(frozen=True, slots=True)
class Fact:
    """One number, address or date, with where it comes from and how sure it is."""

    value: str
    about: str
    source: str
    checked: date
    confidence: str
    verify: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """An approved text about a topic; the narrowing that agrees with most of what is known of the person wins."""

    name: str
    intent: str
    text: str
    source: str
    checked: date
    expires: date
    button: str
    related: tuple[str, ...] = ()
    country: str = ""
    document: str = ""
    about: tuple[str, ...] = ()
    verify: bool = False

    @property
    def buttons(self) -> tuple[str, ...]:
        """The choices of the related replies and talks."""
        return tuple(name if name.startswith("start:") else f"reply:{name}" for name in self.related)

    def closeness(self, country: str, document: str, wording: str) -> int:
        """How closely its narrowing fits what is known (0: it is a general one), -1 when it is for something else.

        `about` are words of which one must be in the `wording` of the message (see `Understanding`).
        """
        named = sum(f" {words} " in wording for words in self.about)
        if (self.about and not named) or self.country not in {"", country} or self.document not in {"", document}:
            return -1
        return bool(self.country) + 2 * bool(self.document) + 2 * min(named, ENOUGH_WORDS)


OFFER = "offer"
ENOUGH_WORDS = 2  # more words about one thing make nobody mean it more


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of case: the label people read and the intents that mean it.

    `asked` ones stand in the list a person may choose from; `safety` names the safety text when there is danger.
    """

    name: str
    label: str
    intents: tuple[str, ...] = ()
    asked: bool = True
    safety: str = "general"


@dataclass(frozen=True, slots=True)
class Hotline:
    """A telephone line: the fact that holds its number, and a short label."""

    fact: str
    label: str


@dataclass(frozen=True, slots=True)
class Manner:
    """How sure the ear must be, and how the assistant offers what it is unsure of."""

    sure: float
    offered: int
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """Everything written outside the code."""

    flows: Mapping[str, Flow]
    replies: tuple[Reply, ...]
    facts: Mapping[str, Fact]
    notices: Mapping[str, str]
    buttons: Mapping[str, str]
    states: Mapping[str, str]
    labels: Mapping[str, str]
    officer: Mapping[str, str]
    menu: Mapping[str, str]
    commands: Mapping[str, str]
    safety: Mapping[str, str]
    hotlines: Mapping[str, tuple[Hotline, ...]]
    categories: Mapping[str, Category]
    villages: Villages
    manner: Manner
    safety_of: Mapping[str, str] = field(default_factory=dict)
    fees: tuple[Fee, ...] = ()
    red_flags: tuple[RedFlag, ...] = ()
    checklist: tuple[Item, ...] = ()
    guidance: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pillars: Mapping[str, str] = field(default_factory=dict)
    officials: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def category_of(self, intent: str) -> str:
        """The category of case that an intent opens, or "" when it opens none."""
        return next((name for name, each in self.categories.items() if intent in each.intents), "")

    def safety_for(self, reasons: tuple[str, ...]) -> str:
        """The safety text that a reason of danger calls for whatever the category is, or ""; a mere offer comes last."""
        named = [self.safety_of.get(reason, "") for reason in reasons]
        if named and set(named) == {OFFER}:
            return OFFER
        return next((name for name in named if name not in {"", OFFER}), "")

    @property
    def lines(self) -> frozenset[str]:
        """The facts that are emergency lines."""
        return frozenset(line.fact for lines in self.hotlines.values() for line in lines)

    def reports(self, flow: str) -> bool:
        """Whether a flow reports a problem."""
        return flow == "complaint" or self._category_called(flow)

    def _category_called(self, flow: str) -> bool:
        return any(flow in category.intents for category in self.categories.values())

    def flow_for(self, category: str) -> str:
        """The flow of a kind of problem: the one called like its intent, or the general one."""
        known = self.categories.get(category)
        return next((intent for intent in (known.intents if known else ()) if intent in self.flows), "complaint")

    def button(self, choice: str) -> Choice | None:
        """The button of a choice such as "reply:costs_general" or "start:offer"; None when an editor has removed it."""
        kind, _, name = choice.partition(":")
        if kind == "reply":
            reply = self.reply(name)
            return Choice(choice, reply.button) if reply else None
        if name not in self.flows:
            return None
        reported = self.buttons["report_this"] if self._category_called(name) else ""
        label = self.flows[name].title or reported or self.menu.get(choice, "")
        return Choice(choice, label) if label else None

    def reply(self, name: str) -> Reply | None:
        """The reply of that name, or None when an editor has removed it."""
        return next((reply for reply in self.replies if reply.name == name), None)

    def reply_for(self, intent: str, country: str = "", document: str = "", wording: str = "") -> Reply | None:
        """The most specific reply that fits what is known; None when the intent has no reply."""
        fitting = [
            reply for reply in self.replies if reply.intent == intent and reply.closeness(country, document, wording) >= 0
        ]
        return max(fitting, key=lambda reply: reply.closeness(country, document, wording), default=None)
