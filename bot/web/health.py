"""What the machine that watches over the process asks: does it live, is it ready, how does it fare."""

from http import HTTPStatus

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from sqlalchemy.exc import DBAPIError

from bot.store import lanes
from bot.store.book import Book
from bot.store.upgrade import is_current


def router(book: Book) -> APIRouter:
    """The doors /healthz, /readyz and /metrics; none of them tells anything of a person."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/healthz")
    async def lives() -> dict[str, str]:
        return {"process": "lives"}

    @routes.get("/readyz")
    async def ready() -> Response:
        try:
            current = await book.read(is_current)
        except DBAPIError:
            current = False
        return Response(status_code=HTTPStatus.OK if current else HTTPStatus.SERVICE_UNAVAILABLE)

    @routes.get("/metrics")
    async def metrics() -> Response:
        registry = CollectorRegistry()
        jobs = Gauge("rantau_jobs", "Jobs of a queue that wait (open) or that a person must look at (dead).",
                     ["queue", "state"], registry=registry)  # fmt: skip
        for (queue, state), count in (await book.read(lanes.counts)).items():
            jobs.labels(queue, state).set(count)
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return routes
