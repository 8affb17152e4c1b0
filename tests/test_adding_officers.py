"""Officers added on the command line: with the role that was said, and never half right."""

import io

import pytest

from bot.app import open_book
from bot.casework.roles import Role
from bot.cli import main
from bot.store import officers


@pytest.fixture
def add(book_url: str, monkeypatch: pytest.MonkeyPatch) -> "Add":
    """Runs the command on the book of this test."""
    return Add(book_url, monkeypatch)


class Add:
    """The command `rantau officer add`."""

    def __init__(self, book_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """Point the environment to a book."""
        self._url, self._monkeypatch = book_url, monkeypatch
        monkeypatch.setenv("RANTAU_DATABASE_URL", book_url)

    def __call__(self, *words: str, office: str = "paringan", password: str = "a long password") -> int:
        """Run it with a password from a pipe."""
        self._monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
        return main(["officer", "add", "contoh", "--name", "Petugas Contoh", "--office", office, *words])

    def role(self) -> str:
        """The role of who was added, "" when nobody was."""
        book = open_book(self._url)
        found = book.read_now(lambda tx: officers.by_login(tx, "contoh"))
        book.close()
        return found.role if found else ""


@pytest.mark.parametrize("role", list(Role))
def test_the_role_that_was_said(add: Add, role: Role) -> None:
    """PM-4: each role can be given, and the first of an office needs none said to be its coordinator."""
    assert add("--role", role.value) == 0
    assert add.role() == role


def test_who_comes_first_is_the_coordinator(add: Add) -> None:
    """Without a role somebody must be able to add the others."""
    assert add() == 0
    assert add.role() == Role.COORDINATOR


def test_a_role_that_is_none(add: Add) -> None:
    """The command names the roles there are, and adds nobody."""
    with pytest.raises(SystemExit):
        add("--role", "king")

    assert add.role() == ""


@pytest.mark.parametrize("wrong", [{"office": "atlantis"}, {"password": "short"}])
def test_what_cannot_be(add: Add, wrong: dict[str, str]) -> None:
    """An office that is not there and a short password are refused."""
    assert add(**wrong) == 1
    assert add.role() == ""
