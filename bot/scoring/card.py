"""The score card as text, as a record to compare with, and the confusions as a picture."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml
from jinja2 import Environment

from bot.scoring.figures import Figures, Heard

RECORDED = ("accuracy", "macro_f1", "danger_recall", "danger_precision", "out_of_scope_recall")
LANGUAGES = {"id": "Indonesian", "jv": "Javanese", "su": "Sundanese", "en": "English"}
Extra = Mapping[str, str]


def table(columns: Mapping[str, tuple[Figures, Extra]]) -> str:
    """A Markdown table with one column for each interpreter; `Extra` are lines measured besides, such as memory."""
    rows = [["figure", *columns], ["---", *("--:" for _ in columns)]]
    listed = {name: {**_lines(found), **extra} for name, (found, extra) in columns.items()}
    names = list(dict.fromkeys(line for lines in listed.values() for line in lines))
    rows += [[name, *(listed[column].get(name, "-") for column in columns)] for name in names]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def confusions(found: Figures) -> str:
    """The pairs most often confused."""
    lines = [f"| {wanted} | {heard} | {count} |" for wanted, heard, count in found.confusions]
    return "\n".join(["| wanted | heard | times |", "| --- | --- | --: |", *lines]) + "\n"


def record(path: Path, found: Figures) -> None:
    """Keep the figures that must not get worse."""
    path.write_text(yaml.safe_dump({name: round(getattr(found, name), 4) for name in RECORDED}, sort_keys=False))


def recorded(path: Path) -> dict[str, float]:
    """The figures kept by `record`."""
    return {name: float(value) for name, value in yaml.safe_load(path.read_text()).items()}


def picture(heard: Sequence[Heard]) -> str:
    """An SVG of what was wanted (rows) against what was heard (columns), darker where more often."""
    labels = sorted({each.example.intent for each in heard} | {each.understood.intent for each in heard})
    counts: dict[tuple[int, int], int] = {}
    for each in heard:
        cell = labels.index(each.example.intent), labels.index(each.understood.intent)
        counts[cell] = counts.get(cell, 0) + 1
    totals = {row: sum(count for (one, _), count in counts.items() if one == row) for row, _ in counts}
    cells = [(row, column, count, count / totals[row]) for (row, column), count in sorted(counts.items())]
    return Environment(autoescape=True).from_string(SVG).render(labels=labels, cells=cells, size=12, left=190)


SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{ left + labels|length * size + 10 }} {{ left + labels|length * size + 10 }}" font-family="sans-serif" font-size="9">
<rect width="100%" height="100%" fill="white"/>
{% for label in labels %}<text x="{{ left - 4 }}" y="{{ left + loop.index0 * size + 9 }}" text-anchor="end">{{ label }}</text>
<text transform="translate({{ left + loop.index0 * size + 9 }} {{ left - 4 }}) rotate(-90)">{{ label }}</text>
{% endfor %}{% for row, column, count, share in cells %}<rect x="{{ left + column * size }}" y="{{ left + row * size }}" width="{{ size - 1 }}" height="{{ size - 1 }}" fill="{{ '#0f5c57' if row == column else '#b3261e' }}" fill-opacity="{{ '%.2f' % (0.15 + 0.85 * share) }}"><title>{{ labels[row] }} heard as {{ labels[column] }}: {{ count }}</title></rect>
{% endfor %}</svg>
"""  # noqa: E501 - one element a line


def _lines(found: Figures) -> dict[str, str]:
    lines = {"sentences": str(found.sentences), "accuracy": f"{found.accuracy:.3f}", "macro-F1": f"{found.macro_f1:.3f}"}
    lines |= {f"accuracy, {LANGUAGES[name]}": f"{value:.3f}" for name, value in found.by_language.items()}
    lines |= {f"accuracy, {name} writing": f"{value:.3f}" for name, value in found.by_noise.items()}
    return lines | {
        "out-of-scope recall": f"{found.out_of_scope_recall:.3f}",
        "danger recall": f"{found.danger_recall:.3f}",
        "danger precision": f"{found.danger_precision:.3f}",
        "calibration error": f"{found.calibration_error:.3f}",
        "one message, p50": f"{found.p50_ms:.2f} ms",
        "one message, p99": f"{found.p99_ms:.2f} ms",
    }
