"""What a deployment decides for itself: config.yml and the environment, read once on the roof and handed down in parts.

All faults are reported together, because an editor who mends one only to meet the next gives up.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.casework.clocks import Span
from bot.casework.contact import Hours
from bot.casework.ladder import Rung
from bot.casework.life import ENDED, State
from bot.casework.policy import Policy
from bot.casework.routing import Level, Office
from bot.channels.secret import Secret
from bot.yamlfile import read

ROOT = Path(__file__).resolve().parent.parent
K = TypeVar("K")
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=24)]
Hour = Annotated[int, Field(ge=0, le=24)]
Area = Annotated[str, Field(pattern=r"^(\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?)?$")]


SHAPES = {
    "RANTAU_WHATSAPP_TEMPLATE": (r"HX[0-9a-fA-F]{32}", "the ContentSid of a template: HX and 32 hexadecimal digits"),
    "RANTAU_TELEGRAM_NAME": (r"@?[A-Za-z0-9_]{5,32}", "the bot's user name, such as rantau_bot"),
}


class ConfigFault(ValueError):
    """config.yml or the environment is not usable; the message lists every fault."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Understanding(_Strict):
    """How sure the ear must be, and how many topics are offered when it is not."""

    sure: Annotated[float, Field(gt=0, lt=1)]
    offered: Annotated[int, Field(ge=1, le=5)]


class CategorySetting(_Strict):
    """A kind of case."""

    label: str
    intents: tuple[str, ...] = ()
    ladder: str = "normal"
    finish: str = "checked"
    safety: str = "general"
    asked: bool = True
    grave: bool = False
    sensitive: bool = False


class RungSetting(_Strict):
    """A rung of a ladder; either minutes or working days."""

    level: Level
    minutes: Annotated[int, Field(ge=0)] = 0
    working_days: Annotated[int, Field(ge=0)] = 0
    officers: Annotated[int, Field(ge=0)] = 0


class SpanSetting(_Strict):
    """A length of time; one of the three."""

    working_days: Annotated[int, Field(ge=0)] = 0
    days: Annotated[int, Field(ge=0)] = 0
    months: Annotated[int, Field(ge=0)] = 0

    @model_validator(mode="after")
    def _one(self) -> "SpanSetting":
        if sum(bool(part) for part in (self.working_days, self.days, self.months)) != 1:
            raise ValueError("give one of working_days, days and months, above 0")
        return self

    def span(self) -> Span:
        """As casework knows it."""
        return Span(self.working_days, self.days, self.months)


class ClockSettings(_Strict):
    """How long things may take."""

    steps: Mapping[State, SpanSetting]
    levels: Mapping[Level, Mapping[State, SpanSetting]] = {}
    finish: Mapping[Name, SpanSetting]
    remind_after: tuple[Annotated[int, Field(ge=1)], ...]
    reopen_days: Annotated[int, Field(ge=10)]
    pauses: Mapping[Name, SpanSetting]
    official: Mapping[Name, SpanSetting]

    @model_validator(mode="after")
    def _whole(self) -> "ClockSettings":
        missing = [state for state in State if state not in ENDED and state not in self.steps]
        if missing:
            raise ValueError(f"steps: {', '.join(missing)} missing; no state may be without a date")
        return self


class MessageHours(_Strict):
    """From which hour to which messages that can wait are sent, on working days and on rest days."""

    working: tuple[Hour, Hour]
    resting: tuple[Hour, Hour]


class OfficeSetting(_Strict):
    """A desk."""

    name: Name
    title: str
    level: Level
    area: Area


class Settings(_Strict):
    """All of config.yml. The first four keys are Rasa's (its training configuration) and concern nothing else."""

    recipe: str
    assistant_id: str
    language: str
    pipeline: tuple[Mapping[str, str], ...]
    languages: tuple[Literal["id", "en", "jv", "su"], ...]
    understanding: Understanding
    officer_speaks_hours: Annotated[int, Field(ge=1, le=72)]
    burst: Annotated[int, Field(ge=3)]
    clocks: ClockSettings
    institutions: Mapping[Name, tuple[Name, ...]]
    message_hours: MessageHours
    ladders: Mapping[Name, tuple[RungSetting, ...]]
    categories: Mapping[Name, CategorySetting]
    offices: tuple[OfficeSetting, ...]

    @model_validator(mode="after")
    def _agree(self) -> "Settings":
        faults = [*self._ladder_faults(), *self._office_faults(), *self._clock_faults()]
        if "other" not in self.categories or "emergency" not in self.categories:
            faults.append("categories: `other` and `emergency` must be there")
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _ladder_faults(self) -> list[str]:
        known = set(self.ladders)
        wanted = {"danger": "ladders", **{each.ladder: name for name, each in self.categories.items()}}
        faults = [f"{where}: there is no ladder `{ladder}`" for ladder, where in wanted.items() if ladder not in known]
        for name, rungs in self.ladders.items():
            if not rungs or not (rungs[-1].minutes or rungs[-1].working_days):
                faults.append(f"ladders.{name}: the last rung repeats, so it needs minutes or working_days above 0")
        return faults

    def _clock_faults(self) -> list[str]:
        finish, official = self.clocks.finish, self.clocks.official
        faults = [
            f"categories.{name}: clocks.finish has no `{each.finish}`"
            for name, each in self.categories.items()
            if each.finish not in finish
        ]
        named = [(name, clock) for name, clocks in self.institutions.items() for clock in clocks]
        return faults + [
            f"institutions.{name}: no official clock `{clock}`" for name, clock in named if clock not in official
        ]

    def _office_faults(self) -> list[str]:
        faults = [] if any(not each.area for each in self.offices) else ["offices: one with an empty area is needed"]
        names = [each.name for each in self.offices]
        faults += [f"offices: two are called {name}" for name in sorted(set(names)) if names.count(name) > 1]
        depth = {Level.VILLAGE: 13, Level.DISTRICT: 5, Level.PROVINCE: 2, Level.NATIONAL: 0}
        wrong = [each for each in self.offices if len(each.area) != depth[each.level]]
        return faults + [f"offices: {each.name} is of level {each.level}, its area {each.area!r} not" for each in wrong]

    def desks(self) -> tuple[Office, ...]:
        """The offices as casework knows them."""
        return tuple(Office(each.name, each.title, each.level, each.area) for each in self.offices)

    def rungs(self) -> dict[str, tuple[Rung, ...]]:
        """The ladders as casework knows them."""
        return {
            name: tuple(Rung(each.level, each.minutes, each.working_days, each.officers) for each in rungs)
            for name, rungs in self.ladders.items()
        }

    def policy(self) -> Policy:
        """The clocks as casework knows them."""
        clocks = self.clocks
        return Policy(
            steps=_spans(clocks.steps),
            levels={level: _spans(steps) for level, steps in clocks.levels.items()},
            finish={name: clocks.finish[each.finish].span() for name, each in self.categories.items()},
            remind_after=clocks.remind_after,
            reopen_days=clocks.reopen_days,
            pauses=_spans(clocks.pauses),
            official=_spans(clocks.official),
            institutions=self.institutions,
        )

    def hours(self) -> Hours:
        """When messages that can wait are sent, as casework knows it."""
        return Hours(self.message_hours.working, self.message_hours.resting)


def _spans(settings: Mapping[K, SpanSetting]) -> dict[K, Span]:
    return {name: each.span() for name, each in settings.items()}


@dataclass(frozen=True, slots=True)
class Environment:
    """The environment variables of a deployment, with their defaults. The README explains each."""

    database_url: str
    data_dir: Path
    secret_key: Secret
    public_url: str
    telegram_token: Secret
    telegram_api_url: str
    telegram_mode: Literal["polling", "webhook"]
    telegram_webhook_secret: Secret
    twilio_account_sid: str
    twilio_auth_token: Secret
    twilio_api_url: str
    whatsapp_number: str
    whatsapp_template: str
    telegram_name: str
    rasa_url: str


def read_settings(path: Path) -> Settings:
    """Read config.yml; raises ConfigFault or YamlFault."""
    raw = read(path)
    try:
        return Settings.model_validate(raw)
    except ValidationError as error:
        faults = [f"  {'.'.join(map(str, each['loc'])) or 'config'}: {each['msg']}" for each in error.errors()]
        raise ConfigFault(f"{path} has {len(faults)} fault(s):\n" + "\n".join(faults)) from None


def read_environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """Read the RANTAU_ variables; raises ConfigFault naming each that is unusable."""
    data_dir = Path(variables.get("RANTAU_DATA_DIR", "data"))
    mode = variables.get("RANTAU_TELEGRAM_MODE", "polling")
    secret = variables.get("RANTAU_TELEGRAM_WEBHOOK_SECRET", "")
    faults = _environment_faults(variables, mode, secret)
    if faults:
        raise ConfigFault("the environment has faults:\n" + "\n".join(f"  {fault}" for fault in faults))
    return Environment(
        database_url=variables.get("RANTAU_DATABASE_URL", f"sqlite:///{data_dir / 'rantau.db'}"),
        data_dir=data_dir,
        secret_key=Secret(variables.get("RANTAU_SECRET_KEY", "")),
        public_url=variables.get("RANTAU_PUBLIC_URL", "").rstrip("/"),
        telegram_token=Secret(variables.get("RANTAU_TELEGRAM_TOKEN", "")),
        telegram_api_url=variables.get("RANTAU_TELEGRAM_API_URL", "https://api.telegram.org"),
        telegram_mode="webhook" if mode == "webhook" else "polling",
        telegram_webhook_secret=Secret(secret),
        twilio_account_sid=variables.get("RANTAU_TWILIO_ACCOUNT_SID", ""),
        twilio_auth_token=Secret(variables.get("RANTAU_TWILIO_AUTH_TOKEN", "")),
        twilio_api_url=variables.get("RANTAU_TWILIO_API_URL", "https://api.twilio.com"),
        whatsapp_number=variables.get("RANTAU_WHATSAPP_NUMBER", ""),
        whatsapp_template=variables.get("RANTAU_WHATSAPP_TEMPLATE", ""),
        telegram_name=variables.get("RANTAU_TELEGRAM_NAME", "").removeprefix("@"),
        rasa_url=variables.get("RANTAU_RASA_URL", ""),
    )


def _environment_faults(variables: Mapping[str, str], mode: str, secret: str) -> list[str]:
    faults = []
    if mode not in {"polling", "webhook"}:
        faults.append("RANTAU_TELEGRAM_MODE must be `polling` or `webhook`")
    if mode == "webhook" and variables.get("RANTAU_TELEGRAM_TOKEN") and not (secret and variables.get("RANTAU_PUBLIC_URL")):
        faults.append("RANTAU_TELEGRAM_MODE=webhook needs RANTAU_TELEGRAM_WEBHOOK_SECRET and RANTAU_PUBLIC_URL")
    for name, (shape, meaning) in SHAPES.items():
        if variables.get(name) and not re.fullmatch(shape, variables[name]):
            faults.append(f"{name} must be {meaning}")
    twilio = ("RANTAU_TWILIO_ACCOUNT_SID", "RANTAU_TWILIO_AUTH_TOKEN", "RANTAU_WHATSAPP_NUMBER", "RANTAU_PUBLIC_URL")
    given = [name for name in twilio[:3] if variables.get(name)]
    if given:
        faults += [f"WhatsApp needs {name} too" for name in twilio if not variables.get(name)]
    return faults
