"""Writes the cells of figures as people of a language read them."""

from babel.numbers import format_decimal

from bot.casework.figures import HOURS, Cell

NOTHING = "-"


def written(cell: Cell, language: str) -> str:
    """A cell in words: its sign when it is hidden, hours with one digit behind the comma, thousands set apart."""
    if cell.hidden:
        return cell.hidden
    if cell.value is None:
        return NOTHING
    return str(format_decimal(cell.value, "#,##0.0" if cell.kind == HOURS else "#,##0", locale=language))
