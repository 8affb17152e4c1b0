"""Which office a case goes to, who stands above it, and who may see it."""

import pytest

from bot.casework.routing import Level, Office, above, nearest

VILLAGE = Office("desa", "Meja Desa", Level.VILLAGE, "35.02.18.2015")
OTHER_VILLAGE = Office("desa_lain", "Meja Desa Lain", Level.VILLAGE, "32.12.16.2004")
DISTRICT = Office("kabupaten", "Disnaker", Level.DISTRICT, "35.02")
PROVINCE = Office("provinsi", "BP3MI", Level.PROVINCE, "35")
NATIONAL = Office("pusat", "KP2MI", Level.NATIONAL, "")
OFFICES = (NATIONAL, PROVINCE, OTHER_VILLAGE, DISTRICT, VILLAGE)

NEAREST = [
    ("35.02.18.2015", Level.VILLAGE, VILLAGE),
    ("35.02.18.2015", Level.DISTRICT, DISTRICT),
    ("35.02.18.2015", Level.PROVINCE, PROVINCE),
    ("35.02.18.2015", Level.NATIONAL, NATIONAL),
    ("35.02.18.2016", Level.VILLAGE, DISTRICT),
    ("35.03.01.2001", Level.VILLAGE, PROVINCE),
    ("36.01.01.2001", Level.VILLAGE, NATIONAL),
    ("32.12.16.2004", Level.VILLAGE, OTHER_VILLAGE),
    ("32.12.16.2004", Level.DISTRICT, NATIONAL),
    ("", Level.VILLAGE, NATIONAL),
]


@pytest.mark.parametrize(("village", "lowest", "office"), NEAREST)
def test_nearest(village: str, lowest: Level, office: Office) -> None:
    """The lowest office that serves the village answers, whatever the order of the list."""
    assert nearest(village, OFFICES, lowest) is office
    assert nearest(village, OFFICES[::-1], lowest) is office


def test_nobody_serves() -> None:
    """Without a national office a village may be left with nobody, which is a fault of the configuration."""
    with pytest.raises(LookupError, match="add one of level national"):
        nearest("36.01.01.2001", (VILLAGE, DISTRICT, PROVINCE))


def test_the_way_up() -> None:
    """Village, district, province, national, and nobody above."""
    way = [VILLAGE]
    while higher := above(way[-1], VILLAGE.area, OFFICES):
        way.append(higher)

    assert way == [VILLAGE, DISTRICT, PROVINCE, NATIONAL]


def test_the_way_up_leaves_out_missing_levels() -> None:
    """Where no district and province office exists, the national one is next."""
    assert above(OTHER_VILLAGE, OTHER_VILLAGE.area, OFFICES) is NATIONAL


@pytest.mark.parametrize("area", ["3", "35.0", "35.02.18.201", "35.02.18.2015.1"])
def test_part_of_a_number_is_no_area(area: str) -> None:
    """Codes are compared by their parts, so 35.0 does not hold 35.02."""
    assert not Office("x", "X", Level.DISTRICT, area).serves("35.02.18.2015")
