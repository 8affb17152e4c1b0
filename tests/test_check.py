"""Every fault of the content is found and said with file and line."""

import re
import shutil
from pathlib import Path

import pytest

from bot.check import faults
from bot.config import ROOT

BREAKS = {
    "flows/talks/language.yml": ("steps:\n", 'steps:\n  - go: end\n  - say: "Halo {nobody}"\n'),
    "flows/talks/status.yml": ("answer: case_number", "answer: horoscope"),
    "flows/talks/add.yml": ("do: ", "do: magic_"),
    "flows/talks/wage.yml": ("tell: ", "tell: magic_"),
    "flows/talks/offer.yml": ("step: flag_paid_first", "step: flag_unheard_of"),
    "flows/talks/business.yml": ("category: business", "category: circus"),
    "flows/checklist.yml": ("reply: requirements_age", "reply: nowhere"),
    "flows/guidance.yml": ("Minggu 1, dekat walau jauh.", "Serahkan paspor kepada agen."),
    "flows/red_flags.yml": ("Uang saku dari perantara adalah jebakan utang.", "Panjang sekali dan " * 12 + "habis."),
    "flows/replies/bot_identity.yml": ("intent: ", "intent: ask_nothing_"),
    "flows/replies/ask_costs.yml": ("related: [", "related: [nowhere, "),
    "flows/menu.yml": ("start:status", "start:nothing"),
    "flows/facts.yml": (
        "facts:\n",
        "facts:\n  idle: {value: x, about: x, source: x, checked: 2025-01-01, confidence: low}\n",
    ),
    "flows/hotlines.yml": ("fact: kbri_amman", "fact: kbri_atlantis"),
    "locales/en/LC_MESSAGES/citizen.po": ('"Write the PIN for report {number}', '"Write the PIN for report {nomor}'),
    "locales/jv/LC_MESSAGES/citizen.po": ('msgstr "Ora"', 'msgstr ""'),
    "flows/notices.yml": ('thanks: "', 'thanks: "Telepon 0812 0000 0000. '),
    "flows/replies/ask_parenting.yml": ("text: |\n", "text: |\n" + "      Panjang sekali.\n" * 60),
    "config.yml": ("safety: medical", "safety: magical"),
}  # fmt: skip

FOUND = [
    r"flows/talks/language\.yml:\d+: is never reached",
    r"flows/talks/language\.yml:\d+: \{nobody\} is neither a fact nor a value",
    r"flows/talks/status\.yml:\d+: there is no kind of answer `horoscope`",
    r"flows/talks/add\.yml:\d+: there is no action `magic_",
    r"flows/talks/wage\.yml:\d+: there is no telling `magic_",
    r"flows/talks/offer\.yml:\d+: flows/red_flags\.yml has no such red flag",
    r"flows/talks/business\.yml, title: config\.yml has no category `circus`",
    r"flows/guidance\.yml, 0-5 tahun: \(id\) gives forbidden advice: 'serahkan paspor'",
    r"flows/red_flags\.yml, pocket_money: \(id\) a sentence of 37 words is too long",
    r"flows/checklist\.yml, age: no reply is called `nowhere`",
    r"flows/replies/bot_identity\.yml:\d+: there is no intent `ask_nothing_",
    r"flows/replies/ask_costs\.yml:\d+: no reply is called `nowhere`",
    r"flows/menu\.yml:\d+: starts no flow, names no reply and is no command",
    r"flows/facts\.yml:\d+: no text uses this fact",
    r"flows/hotlines\.yml:\d+: there is no fact `kbri_atlantis`",
    r"locales/en/LC_MESSAGES/citizen\.po:\d+: other placeholders than \['number'\]",
    r"locales/jv/LC_MESSAGES/citizen\.po: not translated: 'Tidak'",
    r"config\.yml:\d+: flows/safety\.yml has no `magical`",
    r"flows/notices\.yml:\d+: a telephone number must be a fact",
    r"flows/replies/ask_parenting\.yml:\d+: the text is longer than 600 characters",
    r"nlu/su: intent thanks has fewer than 8 sentences",
]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The faults of a copy of the content in which one thing of each kind is broken."""
    root: Path = tmp_path_factory.mktemp("content")
    for folder in ("flows", "nlu", "locales"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copytree(ROOT / "bot" / "web" / "templates", root / "bot" / "web" / "templates")
    shutil.copy(ROOT / "config.yml", root)
    for file, (right, wrong) in BREAKS.items():
        text = (root / file).read_text()
        assert right in text, file
        (root / file).write_text(text.replace(right, wrong, 1))
    _forget_thanks(root / "nlu" / "su" / "conversation.yml")
    return faults(root)


@pytest.mark.parametrize("fault", FOUND)
def test_a_fault_is_found(broken: list[str], fault: str) -> None:
    """It is named with its place."""
    assert any(re.fullmatch(f"{fault}.*", each) for each in broken), "\n".join(broken)


def test_the_content_as_it_stands_has_none() -> None:
    """What people read is whole."""
    assert faults(ROOT) == []


def _forget_thanks(path: Path) -> None:
    text = path.read_text()
    start = text.index("- intent: thanks")
    end = text.index("- intent:", start + 1)
    path.write_text(text[:start] + text[end:])
