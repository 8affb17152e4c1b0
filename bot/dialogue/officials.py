"""Who a report may be about among those who would receive it."""

from collections.abc import Mapping

from bot.dialogue.villages import plain


def concerned_in(story: str, officials: Mapping[str, tuple[str, ...]]) -> str:
    """The level of office whose people a story names ("village", "district", "province"), "" when it names none."""
    words = f" {plain(story)} "
    return next((level for level, names in officials.items() if any(f" {name} " in words for name in names)), "")
