"""The command `rantau`: each word under it is one function here."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence

from bot.app import make_workshop, open_book
from bot.catalogues import renew
from bot.check import faults
from bot.config import ROOT, ConfigFault, read_environment, read_settings
from bot.contents import ContentFault, read_areas, read_content
from bot.demo import demo
from bot.dialogue.flow import FlowError
from bot.sentences import sentences
from bot.service import ROLES, serve
from bot.store.book import BookBusy
from bot.terminal import hold_talk
from bot.training import CorpusFault
from bot.yamlfile import YamlFault

FAULTS = (ConfigFault, ContentFault, FlowError, YamlFault, CorpusFault, BookBusy)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 faults found, 2 wrong words."""
    parser = argparse.ArgumentParser(prog="rantau", description="The chat assistant of the migrant villages.")
    commands = parser.add_subparsers(dest="command", required=True)
    talk = commands.add_parser("talk", help="hold a conversation in the terminal, or with lines piped in")
    talk.add_argument("--lang", choices=("id", "en", "jv", "su"), default="id")
    demo_ = commands.add_parser("demo", help="a phone-like page beside the desk of sample offices, all in one process")
    demo_.add_argument("--port", type=int, default=8000)
    serve_ = commands.add_parser("serve", help="the real service: the wires, the inbox, the outbox and the timers")
    serve_.add_argument("--port", type=int, default=8000)
    serve_.add_argument("--role", choices=ROLES, default="all")
    commands.add_parser("check", help="prove that flows, replies, facts and config agree")
    commands.add_parser("words", help="bring the translators' files up to date with the sentences")
    book = commands.add_parser("db", help="the book").add_subparsers(dest="act", required=True)
    book.add_parser("upgrade", help="bring the tables to the newest version")
    regions = commands.add_parser("regions", help="the administrative areas").add_subparsers(dest="act", required=True)
    regions.add_parser("find", help="find villages by name").add_argument("name")
    given = parser.parse_args(arguments)
    try:
        return COMMANDS[given.command](given)
    except FAULTS as fault:
        print(fault, file=sys.stderr)
        return 1


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


def _db(given: argparse.Namespace) -> int:
    del given
    open_book(read_environment().database_url).close()
    print("the book is up to date")
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
    "db": _db,
    "regions": _regions,
}
