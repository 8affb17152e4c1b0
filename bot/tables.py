"""Reads the tables of the dialogue: fees, red flags of offers, the checklist of the path, and weekly guidance."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.dialogue.checklist import Item
from bot.dialogue.checks import Fee, FeeRule, RedFlag, Verdict
from bot.yamlfile import read


class TableFault(ValueError):
    """A table is not written as it should be; the message names the file and every fault."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


T = TypeVar("T", bound=_Strict)


class _Rule(_Strict):
    verdict: Verdict
    because: str
    source: str
    checked: date
    country: str = ""
    jobs: tuple[str, ...] = ()


class _Fee(_Strict):
    words: tuple[str, ...]
    rules: tuple[_Rule, ...]


class _Flag(_Strict):
    because: str
    source: str
    checked: date
    words: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


class _Item(_Strict):
    item: str
    label: str
    reply: str


class _Fees(_Strict):
    fees: Mapping[str, _Fee]


class _Flags(_Strict):
    red_flags: Mapping[str, _Flag]


class _Checklist(_Strict):
    stages: Mapping[str, tuple[_Item, ...]]


class _Guidance(_Strict):
    guidance: Mapping[str, tuple[str, ...]]


def read_fees(path: Path) -> tuple[Fee, ...]:
    """The fees with their rules; raises TableFault, also when a fee has no rule for all countries and jobs."""
    found = _table(_Fees, path).fees
    for name, fee in found.items():
        if all(rule.country or rule.jobs for rule in fee.rules):
            raise TableFault(f"{path}: {name}: one rule without country and jobs is needed")
    return tuple(
        Fee(name, fee.words, tuple(FeeRule(**rule.model_dump()) for rule in fee.rules)) for name, fee in found.items()
    )


def read_red_flags(path: Path) -> tuple[RedFlag, ...]:
    """The red flags of offers; raises TableFault."""
    return tuple(RedFlag(name, **flag.model_dump()) for name, flag in _table(_Flags, path).red_flags.items())


def read_checklist(path: Path) -> tuple[Item, ...]:
    """The items of the path in order, each with its stage; raises TableFault."""
    stages = _table(_Checklist, path).stages
    return tuple(Item(each.item, stage, each.label, each.reply) for stage, items in stages.items() for each in items)


def read_guidance(path: Path) -> Mapping[str, Sequence[str]]:
    """The weekly texts for carers by age; raises TableFault."""
    return dict(_table(_Guidance, path).guidance)


def _table(kind: type[T], path: Path) -> T:
    raw: Any = read(path)
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        faults = [f"  {'.'.join(map(str, each['loc'])) or 'file'}: {each['msg']}" for each in error.errors()]
        raise TableFault(f"{path} has {len(faults)} fault(s):\n" + "\n".join(faults)) from None
