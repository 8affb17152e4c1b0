"""What two reports may share: telephone numbers, agencies and routes in the words of people, and stories that are alike."""

import pytest

from bot.casework.marks import LONGEST, Mark, alike, marks_in

PHONE = "628110000001"


def values(kind: str, text: str, country: str = "") -> set[str]:
    """The marks of one kind in a text."""
    return {each.value for each in marks_in(text, country) if each.kind == kind}


@pytest.mark.parametrize(
    "written",
    [
        "0811-0000-001",
        "08110000001",
        "0811 0000 001",
        "0811.0000.001",
        "+628110000001",
        "+62 811 0000 001",
        "+62-811-0000-001",
        "62811-0000-001",
        "62 811 0000 001",
    ],
)
def test_spellings_of_a_phone(written: str) -> None:
    """However a number is written it becomes one mark, also between other words and signs."""
    assert values("phone", written) == {PHONE}
    assert values("phone", f"telepon agennya ({written}), cepat") == {PHONE}
    assert values("phone", f"WA:{written}\nnamanya lupa") == {PHONE}


def test_a_phone_abroad() -> None:
    """A number of another country is kept with its code, so that it is not taken for one of home."""
    assert values("phone", "majikan +60 11-0000 0001") == {"601100000001"}


def test_two_phones() -> None:
    """All numbers of a text are marks."""
    assert values("phone", "0811-0000-001 atau 0811-0000-002") == {PHONE, "628110000002"}


@pytest.mark.parametrize(
    "text",
    [
        "laporan 26-000001-9",
        "laporan 26-081100-5",
        "nomor 260811001",
        "PIN 081100",
        "PIN saya 628110",
        "tahun 2026",
        "dari 2019 sampai 2026",
        "sejak 08-03-2026",
        "gaji 6.281.100.000",
        "Rp 62.850.000",
        "bayar 8500000 rupiah",
        "Rp 10.000.000.000",
        "0.08 persen dari 811000",
        "KTP 6281100000000001",
        "rekening 0081100000001000",
    ],
)
def test_no_phones(text: str) -> None:
    """Case numbers, PINs, days, years, sums of money and long numbers of cards are no telephones."""
    assert values("phone", text) == set()


@pytest.mark.parametrize(
    "written",
    [
        "PT Contoh Sejahtera",
        "PT. Contoh Sejahtera",
        "PT.Contoh Sejahtera",
        "P.T. Contoh Sejahtera",
        "pt contoh sejahtera",
        "CV Contoh Sejahtera",
        "LPK Contoh Sejahtera",
        "lewat PT  Contoh  Sejahtera",
    ],
)
def test_spellings_of_an_agency(written: str) -> None:
    """However an agency is written its name is the mark."""
    assert values("agency", written) == {"contoh sejahtera"}


@pytest.mark.parametrize(
    "after",
    [
        ", alamatnya di kota",
        " yang di kota",
        " di Contohan",
        " sudah 3 bulan",
        " belum bayar",
        " karena paspor",
        " janji berangkat",
        " 2 tahun",
        ". Gaji belum dibayar",
        " (cabang kota)",
        "\nGaji saya belum dibayar",
        " menahan paspor saya",
        " minta uang lagi",
        " sing ora mbayar",
        " nu teu mayar",
        " who has my passport",
    ],
)
def test_where_the_name_ends(after: str) -> None:
    """The name is cut where the sentence goes on, in all languages of the house, or two people name two agencies."""
    assert values("agency", f"saya lewat PT Contoh Sejahtera{after}") == {"contoh sejahtera"}


@pytest.mark.parametrize(
    "text", ["PT yang di kota", "PT saya", "CV 2 lembar", "ptc contoh", "tempat contoh", "agennya lupa"]
)
def test_no_agencies(text: str) -> None:
    """An agency that is not named is no mark."""
    assert values("agency", text) == set()


def test_two_agencies() -> None:
    """All agencies of a text are marks."""
    found = values("agency", "dari LPK Contoh Ilmu ke PT Contoh Sejahtera")

    assert found == {"contoh ilmu", "contoh sejahtera"}


@pytest.mark.parametrize(
    "written", ["lewat Batam", "liwat Batam", "via batam", "melalui BATAM", "through Batam", "lewat Batam, malam"]
)
def test_a_route_counts_with_its_country(written: str) -> None:
    """The same harbour on the way to two countries is two routes."""
    assert values("route", f"dia berangkat {written}", "MY") == {"MY batam"}
    assert values("route", f"dia berangkat {written}", "KH") == {"KH batam"}


def test_a_route_of_two_words() -> None:
    """A place may have two words and ends where the sentence goes on."""
    assert values("route", "lewat Tanjung Contoh ke Malaysia", "MY") == {"MY tanjung contoh"}
    assert values("route", "lewat Batam naik kapal", "MY") == {"MY batam"}
    assert values("route", "lewat Batam\nGaji belum dibayar", "MY") == {"MY batam"}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("lewat Batam", ""),
        ("lewat telepon", "MY"),
        ("kirim uang via transfer", "MY"),
        ("dapat kerja lewat Facebook", "MY"),
        ("lewat PT Contoh Sejahtera", "MY"),
        ("sudah lewat 3 bulan", "MY"),
        ("melalui teman saya", "MY"),
    ],
)
def test_no_routes(text: str, country: str) -> None:
    """Without a country, or through something that is no place, there is no route."""
    assert values("route", text, country) == set()


def test_marks_fit_the_book() -> None:
    """However long a name is, its mark fits the column it is kept in."""
    longest = f"PT {'contoh' * 30} {'sejahtera' * 30}"

    assert [len(each.value) for each in marks_in(longest, "")] == [LONGEST]


def test_all_kinds_at_once() -> None:
    """One sentence may hold all three."""
    found = marks_in("PT Contoh Sejahtera, 0811-0000-001, berangkat lewat Batam", "MY")

    assert found == {Mark("agency", "contoh sejahtera"), Mark("phone", PHONE), Mark("route", "MY batam")}


STORY = "gaji saya tiga bulan belum dibayar majikan di Taiwan"


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (STORY, True),
        (STORY.upper(), True),
        ("majikan di Taiwan belum dibayar gaji saya tiga bulan", True),
        (f"{STORY}, tolong dibantu karena anak saya sakit", True),
        ("gaji saya 3 bulan belum dibayar majikan di Taiwan", True),
        ("paspor saya ditahan agen", False),
        ("kapan saya bisa berangkat ke Korea", False),
        ("", False),
        ("  \n", False),
    ],
)
def test_alike(other: str, *, same: bool) -> None:
    """The same words in any order and case are alike, another story is not, and silence is like nothing."""
    assert alike(STORY, [other]) == [same]


def test_alike_answers_for_each() -> None:
    """One answer for each story, in their order."""
    assert alike(STORY, ["paspor hilang", STORY, ""]) == [False, True, False]
    assert alike(STORY, []) == []
