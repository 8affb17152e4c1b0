"""The actions a flow may name under `do`: each a plain function of one deed."""

from collections.abc import Callable

from bot.work.around import AROUND
from bot.work.closing import CLOSING
from bot.work.confidence import CONFIDENCE
from bot.work.deed import Deed, Outcome
from bot.work.family import FAMILY
from bot.work.reports import REPORTS
from bot.work.services import SERVICES

ACTIONS: dict[str, Callable[[Deed], Outcome]] = {**REPORTS, **AROUND, **CLOSING, **CONFIDENCE, **FAMILY, **SERVICES}
