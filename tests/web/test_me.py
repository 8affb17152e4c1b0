"""The own page of an officer: a password of their own, changed by who knows the old one."""

import pytest
from comers import Visit, come
from visitor import PASSWORD

from bot.casework.roles import Role
from bot.store import officers

CHOSEN = "another long password"


@pytest.mark.parametrize("role", list(Role))
async def test_everybody_changes_their_own_password(visit: Visit, role: Role) -> None:
    """Who knows the old one; this session stays, all others end, and it is written down."""
    officer = come(visit, role=role)
    elsewhere = visit().client
    await elsewhere.post("/desk/login", data={"login": "petugas", "password": PASSWORD}, follow_redirects=False)

    answer = await officer.sends("/me", old=PASSWORD, new=CHOSEN, again=CHOSEN)

    assert "sudah berlaku" in answer.text
    assert str((await elsewhere.get("/desk/me")).url).endswith("/desk/login")
    assert officers.matches(officer.row().password_hash, CHOSEN)
    assert officer.written() == [("password_changed", "")]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"old": "guessed"}, "Kata sandi lama belum cocok"),
        ({"new": "short", "again": "short"}, "paling sedikit 10"),
        ({"again": "something else"}, "belum sama"),
    ],
    ids=str,
)
async def test_a_password_that_is_not_changed(visit: Visit, wrong: dict[str, str], said: str) -> None:
    """A wrong old one, a short new one and two that differ are said, and the old one stays."""
    officer = come(visit)

    answer = await officer.sends("/me", **{"old": PASSWORD, "new": CHOSEN, "again": CHOSEN, **wrong})

    assert answer.status_code == 422
    assert said in answer.text
    assert officers.matches(officer.row().password_hash, PASSWORD)


async def test_guessing_the_old_password_from_inside(visit: Visit) -> None:
    """Five guesses lock it, as at the login: a session that was left open opens nothing more."""
    officer = come(visit)
    for _ in range(5):
        await officer.sends("/me", old="guessed", new=CHOSEN, again=CHOSEN)

    await officer.sends("/me", old=PASSWORD, new=CHOSEN, again=CHOSEN)

    assert officers.matches(officer.row().password_hash, PASSWORD)
