"""Draws the pages: templates in the officer's language, and the headers that keep strangers' code out of them."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

from babel import Locale
from babel.dates import format_datetime, format_timedelta
from babel.numbers import format_currency
from fastapi import HTTPException, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from starlette.middleware.base import RequestResponseEndpoint
from starlette.responses import PlainTextResponse, Response

from bot.casework.roles import may
from bot.dialogue.words import HOME, Words

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; media-src 'self' blob:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
LARGEST_FORM = 25 * 1024 * 1024  # bytes; the demo's phone sends files of up to 20 MiB


class Pages:
    """The templates of the desk and of the demo; their source language is Indonesian."""

    def __init__(self, words: Words) -> None:
        """Take the words the pages are translated with."""
        self._words = words
        self._templates = Environment(
            loader=PackageLoader("bot.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals |= {"_": _translation(words), "may": may}
        self._templates.filters |= {
            "moment": _moment,
            "money": _money,
            "left": _left,
            "waited": _waited,
            "country": _country,
            "village": self._village,
        }

    def show(self, template: str, language: str, status: HTTPStatus = HTTPStatus.OK, **values: Any) -> HTMLResponse:  # noqa: ANN401 - what the template wants
        """A page in a language."""
        page = self._templates.get_template(template).render(language=language, **values)
        return HTMLResponse(page, status)

    def _village(self, code: str) -> str:
        village = self._words.content.villages.get(code)
        return village.label if village else self._words.content.villages.area_name(code)


async def guard(request: Request, answer: RequestResponseEndpoint) -> Response:
    """Refuse endless forms and forms from other sites, and put the protecting headers on every page."""
    response = _refused(request) or await answer(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _refused(request: Request) -> Response | None:
    if request.method != "POST" or request.url.path.startswith("/hooks/"):
        return None
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > LARGEST_FORM:
        return PlainTextResponse("too large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    origin = request.headers.get("origin")
    if origin is not None and origin.partition("://")[2] != request.headers.get("host", ""):
        return PlainTextResponse("from another site", HTTPStatus.FORBIDDEN)
    return None


async def form_of(request: Request) -> dict[str, str]:
    """The text fields of a form; raises HTTPException 400 when it is malformed or carries NUL."""
    try:
        form = await request.form(max_files=0, max_fields=20)
    except (ValueError, UnicodeError) as fault:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from fault
    return {name: value.replace("\x00", "") for name, value in form.items() if isinstance(value, str)}


def _translation(words: Words) -> Callable[[Context, str], str]:
    @pass_context
    def translated(context: Context, sentence: str) -> str:
        return words.translate(sentence, context["language"])

    return translated


@pass_context
def _moment(context: Context, moment: datetime) -> str:
    """A time in Western Indonesian time."""
    return format_datetime(moment, "d MMM HH:mm", tzinfo=HOME, locale=context["language"]) + " WIB"


@pass_context
def _money(context: Context, amount: int, currency: str) -> str:
    """An amount with its currency."""
    return format_currency(amount, currency or "IDR", locale=context["language"], currency_digits=False, format="¤#,##0")


@pass_context
def _left(context: Context, moment: datetime) -> str:
    """How far a time lies ahead or behind."""
    return format_timedelta(moment - context["now"], add_direction=True, locale=context["language"])


@pass_context
def _waited(context: Context, since: datetime) -> str:
    """How long something has waited."""
    return format_timedelta(context["now"] - since, locale=context["language"])


@pass_context
def _country(context: Context, code: str) -> str:
    return Locale(context["language"]).territories.get(code) or code
