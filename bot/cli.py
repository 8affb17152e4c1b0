"""The command `rantau`: each word under it is one function here."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from getpass import getpass
from pathlib import Path

from bot import logs, nlu, proofs, reporting
from bot.agencies import ListFault, import_agencies
from bot.app import make_workshop, open_book
from bot.bench.bench import bench
from bot.bench.filling import BenchFault
from bot.casework.figures import PeriodFault
from bot.casework.roles import Role
from bot.catalogues import renew
from bot.check import faults
from bot.config import ROOT, ConfigFault, read_environment, read_settings
from bot.contents import ContentFault, read_areas, read_content
from bot.demo import demo
from bot.dialogue.flow import FlowError
from bot.dialogue.words import DESK_LANGUAGES
from bot.officers import OfficerFault, add_officer
from bot.posters import write_poster
from bot.scoring import card, scoring
from bot.scoring.heldout import HeldOutFault
from bot.scoring.rasa_server import RasaFault
from bot.sentences import sentences
from bot.service import ROLES, serve
from bot.store.book import BookBusy
from bot.tables import TableFault
from bot.terminal import hold_talk
from bot.training import CorpusFault
from bot.work.posters import NoPoster
from bot.yamlfile import YamlFault

FAULTS = (
    ConfigFault,
    ContentFault,
    FlowError,
    YamlFault,
    CorpusFault,
    BookBusy,
    nlu.LineFault,
    OfficerFault,
    HeldOutFault,
    RasaFault,
    ListFault,
    TableFault,
    BenchFault,
    NoPoster,
    PeriodFault,
    reporting.ReportFault,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 faults found, 2 wrong words."""
    given = parser().parse_args(arguments)
    logs.set_up()
    try:
        return COMMANDS[given.command](given)
    except FAULTS as fault:
        print(fault, file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    """The words the command line takes."""
    rantau = argparse.ArgumentParser(prog="rantau", description="The chat assistant of the migrant villages.")
    commands = rantau.add_subparsers(dest="command", required=True)
    demo_ = commands.add_parser("demo", help="a phone-like page beside the desk of sample offices, all in one process")
    demo_.add_argument("--port", type=int, default=8000)
    talk = commands.add_parser("talk", help="hold a conversation in the terminal, or with lines piped in")
    talk.add_argument("--lang", choices=("id", "en", "jv", "su"), default="id")
    serve_ = commands.add_parser("serve", help="the real service: the doors, the inbox, the outbox and the timers")
    serve_.add_argument("--port", type=int, default=8000)
    serve_.add_argument("--role", choices=ROLES, default="all")
    commands.add_parser("check", help="prove that flows, replies, facts, words and config agree")
    commands.add_parser("words", help="bring the translators' files up to date with the sentences")
    ear = commands.add_parser("nlu", help="the interpreter").add_subparsers(dest="act", required=True)
    ear.add_parser("train", help="teach it from nlu/, with a progress bar")
    parse = ear.add_parser("parse", help='read one JSON {"text": ...} a line, write what it understood')
    parse.add_argument("--interpreter", choices=("builtin", "rasa"), default="builtin")
    score = ear.add_parser("score", help="score it on the sentences under tests/heldout/")
    score.add_argument(
        "--compare", choices=("rasa",), help="train, start and score Rasa beside it, and write docs/score.md"
    )
    score.add_argument("--pipeline", type=Path, default=ROOT / "config.yml", help="Rasa's pipeline, a configuration file")
    score.add_argument("--keep", action="store_true", help="make these the figures that later ones must reach")
    book = commands.add_parser("db", help="the book").add_subparsers(dest="act", required=True)
    book.add_parser("upgrade", help="bring the tables to the newest version")
    kept = commands.add_parser("journal", help="the journal of the cases").add_subparsers(dest="act", required=True)
    verified = kept.add_parser("verify", help="prove that no row was changed, removed or slipped in")
    verified.add_argument("--rows", type=int, help="only the first so many, to compare with a digest noted earlier")
    regions = commands.add_parser("regions", help="the administrative areas").add_subparsers(dest="act", required=True)
    regions.add_parser("find", help="find villages by name").add_argument("name")
    listed = commands.add_parser("agencies", help="the licensed agencies").add_subparsers(dest="act", required=True)
    imported = listed.add_parser("import", help="replace the list by a CSV file with the columns name, licence, address")
    imported.add_argument("file", type=Path)
    imported.add_argument("--date", type=date.fromisoformat, default=None, help="the day of the list, as 2026-11-24; today")
    report = commands.add_parser("report", help="the evaluation of the programme, of the last quarter or another period")
    _add_period(report)
    report.add_argument("--format", choices=sorted(reporting.FORMATS), default="pdf")
    report.add_argument("--public", action="store_true", help="hide small figures, for whoever is no officer")
    report.add_argument("--lang", choices=sorted(DESK_LANGUAGES), default="id")
    export = commands.add_parser("export", help="the log of the cases as CSV, without stories, contacts and names")
    _add_period(export)
    poster = commands.add_parser("poster", help="the poster of a village, with QR codes that carry it, as a PDF")
    poster.add_argument("--village", required=True, help="the code of the village, as 35.02.18.2015")
    poster.add_argument("--output", type=Path, required=True, help="the file to write")
    _bench_words(commands.add_parser("bench", help="measure the desk with made-up cases, and write docs/bench.md"))
    officer = commands.add_parser("officer", help="the officers of the desks").add_subparsers(dest="act", required=True)
    add = officer.add_parser("add", help="add an officer; the password is asked for, or read from a pipe")
    add.add_argument("login")
    add.add_argument("--name", required=True, help="the name the reporter reads")
    add.add_argument("--office", required=True, help="the name of an office in config.yml")
    add.add_argument("--lang", choices=sorted(DESK_LANGUAGES), default="id")
    add.add_argument(
        "--role", choices=[role.value for role in Role], default="coordinator", help="what they may do at their desk"
    )
    return rantau


def _add_period(command: argparse.ArgumentParser) -> None:
    command.add_argument("--from", dest="first", metavar="DAY", default="", help="the first day, as 2026-01-01")
    command.add_argument("--to", dest="last", metavar="DAY", default="", help="the last day, as 2026-03-31")
    command.add_argument("--quarter", default="", help="a quarter instead, as 2026-1")
    command.add_argument("--area", default="", help="the code of an area, as 35.02; the whole country without it")
    command.add_argument("--output", type=Path, required=True, help="the file to write")


def _bench_words(measured: argparse.ArgumentParser) -> None:
    measured.add_argument("--cases", type=int, default=1_000_000)
    measured.add_argument("--database", default="", help="an empty PostgreSQL book, emptied again afterwards; else SQLite")
    measured.add_argument("--rounds", type=int, default=100)


def _talk(given: argparse.Namespace) -> int:
    asyncio.run(hold_talk(make_workshop, given.lang, sys.stdin, sys.stdout))
    return 0


def _serve(given: argparse.Namespace) -> int:
    asyncio.run(serve(read_environment(), given.port, given.role))
    return 0


def _demo(given: argparse.Namespace) -> int:
    asyncio.run(demo(read_environment().data_dir, given.port))
    return 0


def _check(given: argparse.Namespace) -> int:
    del given
    found = faults(ROOT)
    for fault in found:
        print(fault)
    print(f"{len(found)} fault(s)" if found else "flows, replies, facts, words and config agree")
    return 1 if found else 0


def _words(given: argparse.Namespace) -> int:
    del given
    settings = read_settings(ROOT / "config.yml")
    for line in renew(ROOT, sentences(read_content(settings), ROOT), settings.languages):
        print(line)
    return 0


def _nlu(given: argparse.Namespace) -> int:
    cache = read_environment().data_dir / "ear"
    if given.act == "train":
        nlu.train(cache, sys.stdout)
    elif given.act == "parse":
        nlu.parse(cache, sys.stdin, sys.stdout, _rasa_url() if given.interpreter == "rasa" else "")
    elif given.compare:
        print(scoring.compare(cache, given.pipeline))
    else:
        found = scoring.score(cache, keep=given.keep)
        print(card.table({"builtin": (found, {})}), card.confusions(found), sep="\n")
    return 0


def _rasa_url() -> str:
    url = read_environment().rasa_url
    if not url:
        raise ConfigFault("RANTAU_RASA_URL is needed: the address of the Rasa server, such as http://127.0.0.1:5005")
    return url


def _bench(given: argparse.Namespace) -> int:
    print(bench(given.cases, given.database, given.rounds, read_environment().data_dir / "ear"))
    return 0


def _officer(given: argparse.Namespace) -> int:
    password = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    database_url, role = read_environment().database_url, Role(given.role)
    add_officer(database_url, given.login, given.name, given.office, given.lang, password, role)
    print(f"{given.login} may now log in at /desk")
    return 0


def _agencies(given: argparse.Namespace) -> int:
    count = import_agencies(read_environment().database_url, given.file, given.date or datetime.now(UTC).date())
    print(f"{count} agencies are on the list now")
    return 0


def _db(given: argparse.Namespace) -> int:
    del given
    open_book(read_environment().database_url).close()
    print("the book is up to date")
    return 0


def _journal(given: argparse.Namespace) -> int:
    return proofs.verify(read_environment().database_url, given.rows, sys.stdout)


def _report(given: argparse.Namespace) -> int:
    period = reporting.period_of(given.quarter, given.first, given.last)
    reporting.write_report(
        read_environment(), period, given.area, given.format, given.lang, given.output, public=given.public
    )  # fmt: skip
    print(f"{period.first} to {period.last}: {given.output}")
    return 0


def _export(given: argparse.Namespace) -> int:
    period = reporting.period_of(given.quarter, given.first, given.last, whole=True)
    count = reporting.write_log(read_environment(), period, given.area, given.output)
    print(f"{count} case(s), {period.first} to {period.last}: {given.output}")
    return 0


def _poster(given: argparse.Namespace) -> int:
    write_poster(read_environment(), given.village, given.output)
    print(given.output)
    return 0


def _regions(given: argparse.Namespace) -> int:
    from bot.dialogue.villages import Villages  # noqa: PLC0415 - the index is needed by this command alone

    for village in Villages(read_areas()).find(given.name):
        print(f"{village.code}  {village.label}")
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "talk": _talk,
    "demo": _demo,
    "serve": _serve,
    "check": _check,
    "words": _words,
    "agencies": _agencies,
    "bench": _bench,
    "db": _db,
    "journal": _journal,
    "nlu": _nlu,
    "officer": _officer,
    "poster": _poster,
    "regions": _regions,
    "report": _report,
    "export": _export,
}
