"""Learning from files: faults are told together, what was learnt is the same every time and survives a broken cache."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.dialogue.ear.builtin import Builtin
from bot.dialogue.intents import INTENTS
from bot.training import CorpusFault, load_or_train
from bot.training.packing import pack
from bot.training.reading import read_corpus
from bot.training.shelf import fingerprint
from bot.training.teach import STEPS, teach

EACH = 6
INTENT = 'version: "3.1"\nnlu:\n- intent: {label}\n  examples: |\n{sentences}'


def put(folder: Path, name: str, content: str) -> None:
    """Write one file under a folder of sentences."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def faults_of(folder: Path) -> list[str]:
    """Read a folder that has faults and return them without the folder's name, and without missing intents."""
    with pytest.raises(CorpusFault) as caught:
        read_corpus(folder)
    assert str(caught.value) == "\n".join(caught.value.faults)
    return [fault.replace(f"{folder}/", "") for fault in caught.value.faults if "no sentence teaches" not in fault]


def test_the_real_files_have_no_faults(nlu: Path) -> None:
    """What the house ships can be learnt from, in all four languages."""
    corpus = read_corpus(nlu)

    assert {sentence.language for sentence in corpus.sentences} == {"id", "jv", "su", "en"}
    assert len([word for word in corpus.slang if word]) > 1000


def test_all_faults_are_told_with_file_and_line(tmp_path: Path) -> None:
    """One reading finds every fault in every file."""
    put(tmp_path, "id/a.yml", INTENT.format(label="greet", sentences="    - halo\n\n    - hai\n    salam\n"))
    put(tmp_path, "id/b.yml", INTENT.format(label="thanks", sentences="    - Halo\n"))
    put(tmp_path, "id/c.yml", INTENT.format(label="nonsense", sentences="    - x y\n"))
    put(tmp_path, "id/d.yml", INTENT.format(label="deny", sentences="\n"))
    put(tmp_path, "id/e.yml", "slang:\n  a: b\n  a: c\n")
    put(tmp_path, "id/f.yml", "unheard: of\n")
    put(tmp_path, "id/g.yml", "danger:\n  yes: |\n    - tolong\n  no: |\n    - tolong\n")
    put(tmp_path, "id/h.yml", "danger_rules:\n  - reason: x\n  - reason: y\n    words: [a]\n    within: far\n")
    put(tmp_path, "i.yml", INTENT.format(label="greet", sentences="    - salam\n"))
    put(tmp_path, "j.yml", "nlu:\n- synonym: A\n  examples: |\n    - x\n- synonym: B\n  examples: |\n    - x\n- other: y\n")
    put(tmp_path, "k.yml", "numbers:\n  odd: [x]\n  plain:\n    tiga: three\n")
    put(tmp_path, "l.yml", "- a list\n")

    assert sorted(faults_of(tmp_path)) == [
        "i.yml:3: intents belong into the folder of a language",
        "id/a.yml:8: a sentence must begin with a dash and a space",
        "id/b.yml:5: the same sentence has another label at id/a.yml:5",
        "id/c.yml:3: unknown intent",
        "id/d.yml:3: no examples",
        "id/e.yml:3: key repeats line 2",
        "id/f.yml:1: unknown key",
        "id/g.yml:5: the same sentence has another answer at id/g.yml:3",
        "id/h.yml:2: a rule needs reason and words, and may have near, unless and within",
        "id/h.yml:3: within must be a number of words",
        "j.yml:7: a synonym of two values",
        "j.yml:8: an item needs a kind and examples",
        "k.yml:1: numbers may hold plain, teens, times and shy",
        "k.yml:4: not a number",
        "l.yml:1: the file must hold keys",
    ]


def test_an_untaught_intent_is_a_fault(tmp_path: Path) -> None:
    """An intent without a single sentence is named."""
    put(tmp_path, "id/a.yml", INTENT.format(label="greet", sentences="    - halo\n"))

    with pytest.raises(CorpusFault, match="no sentence teaches the intent thanks"):
        read_corpus(tmp_path)


def lesson(folder: Path) -> tuple[str, int]:
    """Learn from the first sentences of each intent; return a digest of all that was learnt, and the steps told."""
    corpus, steps = read_corpus(folder), []
    few = [each for intent in INTENTS for each in [each for each in corpus.sentences if each.label == intent][:EACH]]
    packed = pack(teach(replace(corpus, sentences=few, dangers=corpus.dangers[::5]), lambda: steps.append(1)))
    digest = hashlib.sha256(b"".join(name.encode() + packed[name].tobytes() for name in sorted(packed)))
    return digest.hexdigest(), len(steps)


def test_learning_is_deterministic(nlu: Path) -> None:
    """The same files give the same numbers to the last bit, also in another process; the steps are counted right."""
    here = str(Path(__file__).parent)
    program = (
        f"import sys; sys.path[:0] = [{here!r}]; from test_training import Path, lesson; print(*lesson(Path({str(nlu)!r})))"
    )

    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=nlu.parent,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )

    digest, steps = lesson(nlu)
    assert done.stdout.split() == [digest, str(steps)]
    assert steps == STEPS


def test_the_cache_wakes_no_scikit_learn(nlu: Path, cache: Path, ear: Builtin) -> None:
    """Starting from the cache imports neither scikit-learn nor SciPy, and understands the same."""
    program = (
        "import sys; from pathlib import Path; from bot.training import load_or_train\n"
        f"ear = load_or_train(Path({str(nlu)!r}), Path({str(cache)!r}))\n"
        "print(ear.parse('gaji belum dibayar').intent, 'sklearn' in sys.modules, 'scipy' in sys.modules)"
    )

    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=nlu.parent
    )

    assert done.stdout.split() == [ear.parse("gaji belum dibayar").intent, "False", "False"]


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("damage", ["cut", "empty", "changed"])
def test_a_broken_cache_is_learnt_anew(
    nlu: Path, cache: Path, ear: Builtin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    """A file that was cut off or changed is found out, closed again and replaced by a whole one."""
    name = f"ear-{fingerprint(nlu)}.npz"
    whole = (cache / name).read_bytes()
    middle = len(whole) // 2
    broken = {"cut": whole[:middle], "empty": b"", "changed": whole[:middle] + b"\0\1\2\3" * 8 + whole[middle + 32 :]}
    (tmp_path / name).write_bytes(broken[damage])
    monkeypatch.setattr("bot.training.shelf._train", lambda *_, **__: ear)

    found = load_or_train(nlu, tmp_path)

    assert found is ear
    assert [path.name for path in tmp_path.iterdir()] == [name]
    monkeypatch.undo()
    assert load_or_train(nlu, tmp_path).parse("halo") == ear.parse("halo")


def test_old_files_are_forgotten(nlu: Path, ear: Builtin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache keeps the latest few files only."""
    for number in range(5):
        (tmp_path / f"ear-{number}.npz").write_bytes(b"old")
    monkeypatch.setattr("bot.training.shelf._train", lambda *_, **__: ear)

    load_or_train(nlu, tmp_path)

    assert len(list(tmp_path.iterdir())) == 3
    assert (tmp_path / f"ear-{fingerprint(nlu)}.npz").exists()


def test_another_sentence_gives_another_name(tmp_path: Path) -> None:
    """The name of what was learnt changes with any file that teaches."""
    put(tmp_path, "id/a.yml", "slang: {}\n")
    before = fingerprint(tmp_path)
    put(tmp_path, "id/a.yml", "slang:\n  a: b\n")

    assert fingerprint(tmp_path) != before
