"""Tables an editor keeps are read whole, and every fault is told with its file."""

from pathlib import Path

import pytest

from bot.agencies import ListFault, read_list
from bot.manner import Forbidden, manner_faults
from bot.tables import TableFault, read_checklist, read_fees, read_red_flags

RULE = "{verdict: unclear, because: x, source: x, checked: 2026-01-01"


def written(folder: Path, text: str) -> Path:
    """A file with these words."""
    path = folder / "table.yml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("rules", "fault"),
    [
        (f"[{RULE}, country: TW}}]", "one rule without country and jobs is needed"),
        ("[{verdict: perhaps, because: x, source: x, checked: 2026-01-01}]", "verdict"),
        (f"[{RULE}, colour: red}}]", "colour"),
        ("[{verdict: unclear, because: x, source: x, checked: someday}]", "checked"),
    ],
)
def test_fees(tmp_path: Path, rules: str, fault: str) -> None:
    """A rule for all, known verdicts and keys, and a date."""
    with pytest.raises(TableFault, match=fault):
        read_fees(written(tmp_path, f"fees: {{ticket: {{words: [tiket], rules: {rules}}}}}\n"))


def test_other_tables(tmp_path: Path) -> None:
    """What is missing is named."""
    with pytest.raises(TableFault, match="source"):
        read_red_flags(written(tmp_path, "red_flags: {x: {because: x, checked: 2026-01-01}}\n"))
    with pytest.raises(TableFault, match="label"):
        read_checklist(written(tmp_path, "stages: {Awal: [{item: a, reply: b}]}\n"))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("nama,izin\nPT Contoh,1\n", "must name the columns"),
        ("name,licence\n,1\n", ":2: a row without a name"),
        ("name,licence\n", "the list is empty"),
    ],
)
def test_a_list_that_cannot_be_used(tmp_path: Path, text: str, fault: str) -> None:
    """The old list stays, and the operator hears why."""
    with pytest.raises(ListFault, match=fault):
        read_list(written(tmp_path, text))


def test_a_list(tmp_path: Path) -> None:
    """With a byte order mark, more columns than needed and blanks around."""
    text = "\ufeffname,licence,phone,address\n PT Contoh Satu , 123/2025 ,x,Jakarta\n"

    assert read_list(written(tmp_path, text)) == [{"name": "PT Contoh Satu", "licence": "123/2025", "address": "Jakarta"}]


RULES = Forbidden(("jangan", "tidak"), ("serahkan paspor", "bayar saja"), ("pasti aman",))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Jangan serahkan paspor kepada siapa pun.", False),
        ("Serahkan paspor kepada agen. Jangan takut.", True),
        ("Bayar saja dulu", True),
        ("Tidak usah khawatir, ini pasti aman.", True),
        ("Kata demi kata " * 12, True),
        ("Pendek saja.\nDan jelas.", False),
    ],
)
def test_manner(text: str, wrong: bool) -> None:  # noqa: FBT001 - a table
    """Advice is denied in its own clause or not at all; long sentences are found."""
    assert bool(list(manner_faults(text, RULES))) is wrong
