"""How the service logs: one line a record with its fields, and of an exception its kind and where, never its message.

Messages of exceptions may quote what people wrote (a database names the values it refused).
"""

import logging
import traceback
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
KNOWN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


class Lines(logging.Formatter):
    """Formats records for people and for programs that read lines."""

    def __init__(self) -> None:
        """Begin each line with the time."""
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the library's name
        """The line with the record's own fields behind it."""
        fields = [f"{name}={value}" for name, value in record.__dict__.items() if name not in KNOWN]
        return " ".join([super().formatMessage(record), *fields])

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the library's name
        """The kind of an exception and the lines it came from."""
        kind, _, trace = ei
        return "".join(traceback.format_tb(trace)) + (kind.__name__ if kind else "")


def set_up() -> None:
    """Log to standard error from warnings on."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
