"""Trains and starts the real Rasa in its own environment (`make rasa`), for comparison, for tests and for trying it out."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.config import ROOT

PROGRAM = ROOT / ".rasa" / "bin" / "rasa"
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
LONGEST_START = 180  # seconds


class RasaFault(RuntimeError):
    """Rasa cannot be had here; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Running:
    """A Rasa server that answers: its address, its process and the seconds it took to start."""

    url: str
    process: int
    start_seconds: float


def train(pipeline: Path, nlu: Path, model: Path) -> float:
    """Train a model file with the pipeline of a config file; the seconds it took. Raises RasaFault."""
    model = model.resolve()  # Rasa runs in a folder of its own
    if not PROGRAM.exists():
        raise RasaFault("Rasa is not installed here; run `make rasa` first")
    with tempfile.TemporaryDirectory() as folder:
        config = Path(shutil.copy(pipeline, Path(folder) / "config.yml"))  # Rasa rewrites the file it is given
        command: list[str | Path] = [PROGRAM, "train", "nlu", "--config", config, "--nlu", nlu, "--out", model.parent]
        began = time.monotonic()
        done = _run([*command, "--fixed-model-name", model.name.removesuffix(".tar.gz")], folder)
        if done.returncode != 0 or not model.exists():
            raise RasaFault(f"Rasa did not train:\n{done.stderr[-2000:]}")
        return time.monotonic() - began


@contextmanager
def running(model: Path) -> Iterator[Running]:
    """A server of a trained model on loopback, stopped afterwards; raises RasaFault."""
    model, port = model.resolve(), _free_port()  # Rasa runs in a folder of its own
    command: list[str | Path] = [
        PROGRAM,
        "run",
        "--enable-api",
        "--model",
        model,
        "--port",
        str(port),
        "--interface",
        "127.0.0.1",
    ]
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=folder, env=_quiet(), stdout=said, stderr=said)  # noqa: S603 - our own program
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(url, process)
            yield Running(url, process.pid, time.monotonic() - began)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    """Ask until the model is loaded."""
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RasaFault("the Rasa server ended at once")
        with suppress(httpx.HTTPError):
            if httpx.get(f"{url}/status", timeout=5).is_success:
                return
        time.sleep(0.2)
    raise RasaFault(f"the Rasa server did not answer within {LONGEST_START} seconds")


def _run(command: list[str | Path], folder: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, cwd=folder, env=_quiet(), capture_output=True, text=True, check=False)  # noqa: S603 - our own program


def _quiet() -> dict[str, str]:
    return {**os.environ, **QUIET}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
