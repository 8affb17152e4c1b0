"""Keeps what was learnt: one file of arrays, named by the content of nlu/ and of the code that taught it."""

import hashlib
import importlib.metadata
import logging
import os
import tempfile
import zipfile
from pathlib import Path

import numpy as np
from tqdm import tqdm

import bot.dialogue.ear
import bot.dialogue.intents
from bot.dialogue.ear.builtin import Builtin
from bot.training.packing import pack, unpack
from bot.training.reading import files_of, read_corpus

_log = logging.getLogger(__name__)
_KEPT = 3
_CODE = (Path(bot.dialogue.ear.__file__).parent, Path(__file__).parent)


def load_or_train(nlu_folder: Path, cache_folder: Path, *, progress: bool = False) -> Builtin:
    """Return the interpreter taught by a folder: from the cache (well under a second) or taught anew (many seconds).

    A broken file in the cache counts as none. With `progress` a bar is shown on standard error while learning. Raises
    CorpusFault when the folder holds faults.
    """
    path = cache_folder / f"ear-{fingerprint(nlu_folder)}.npz"
    found = _load(path)
    if found is None:
        found = _train(nlu_folder, progress=progress)
        _save(found, path)
    return found


def fingerprint(nlu_folder: Path) -> str:
    """Return a name that changes with any file that teaches, with our code and with the libraries that count."""
    digest = hashlib.sha256()
    for library in ("numpy", "scikit-learn", "scipy"):
        digest.update(importlib.metadata.version(library).encode() + b"\0")
    sources = [Path(bot.dialogue.intents.__file__), *(path for folder in _CODE for path in sorted(folder.glob("*.py")))]
    for path in (*files_of(nlu_folder), *sources):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:24]


def _train(nlu_folder: Path, *, progress: bool) -> Builtin:
    """Read and learn; scikit-learn is imported here and nowhere else."""
    with tqdm(total=1, desc="learning", unit="step", disable=not progress, leave=False) as bar:
        corpus = read_corpus(nlu_folder)
        bar.update()
        from bot.training.teach import STEPS, teach  # noqa: PLC0415 - scikit-learn costs a second and 100 MB

        bar.total = 1 + STEPS
        return teach(corpus, bar.update)


def _load(path: Path) -> Builtin | None:
    """Read a file of the cache; None when there is none or it is broken."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return unpack(dict(arrays))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as fault:
        _log.warning("ear.cache_broken", extra={"fault": type(fault).__name__})
        return None


def _save(builtin: Builtin, path: Path) -> None:
    """Write a file whole or not at all, and forget all but the latest few."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, **pack(builtin))  # type: ignore[arg-type]  # numpy types the keywords as flags
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    latest = sorted(path.parent.glob("ear-*.npz"), key=lambda each: each.stat().st_mtime, reverse=True)
    for old in latest[_KEPT:]:
        old.unlink(missing_ok=True)
