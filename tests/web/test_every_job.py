"""Every job of an officer in a real browser: on a phone and a laptop, in both languages of the desk, by anybody.

Each page met on the way is judged by axe-core (WCAG 2.2 AA) and must not be wider than the screen.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from browsing import CHROMIUM, OPTIONS, PICTURES, demo_of, log_in
from playwright.async_api import BrowserContext, Page, async_playwright, expect

from bot.app import make_workshop, open_book
from bot.channels.simulator import SimulatorChannel
from bot.config import ROOT
from bot.contents import read_catalogue
from bot.dialogue.message import Kind, Message
from bot.terminal import work_off
from bot.work.turn import hear
from tests.conftest import CACHE

if not CHROMIUM and os.environ.get("CI") != "true":
    pytest.skip("no Chromium here: `apt install chromium` to run the browser tests", allow_module_level=True)

AXE = Path(AXE_FILE_PATH).read_text()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SIZES = {"phone": (360, 740), "laptop": (1280, 860)}
LANGUAGES = ("id", "en")
ENGLISH = read_catalogue(ROOT, "en")
QUESTIONS = [
    "apakah ijazah paket c pengaruh ke warna kartu",
    "boleh pakai jilbab motif bunga",
    "bagaimana kalau sepatu hilang di bandara",
    "cara setel jam tangan negara lain",
]
COMPLAINT = ("gaji saya 3 bulan belum dibayar, majikan di Taiwan", "1", "Paringan Ponorogo", "1", "3 bulan", "batal")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running demo whose book holds two complaints and four questions nobody could answer."""
    data = tmp_path_factory.mktemp("jobs")
    asyncio.run(_fill(data / "demo"))
    yield from demo_of(data)


async def _fill(folder: Path) -> None:
    book = open_book(f"sqlite:///{folder}/rantau.db")
    shop = make_workshop(book, {"simulator": SimulatorChannel()}, CACHE)
    talks = [("1", COMPLAINT), ("2", COMPLAINT), *(("1", (question,)) for question in QUESTIONS)]
    for number, (address, words) in enumerate(talks):
        for turn, text in enumerate(words):
            await hear(shop, Message(f"f:{number}:{turn}", "simulator", address, Kind.TEXT, text))
            await work_off(shop)
    book.close()


@dataclass
class Desk:
    """An officer at the desk: one screen size, one language."""

    page: Page
    address: str
    size: str
    language: str

    def word(self, indonesian: str) -> str:
        """What stands on the page for an Indonesian word."""
        return indonesian if self.language == "id" else ENGLISH.get(indonesian, indonesian)

    async def goes(self, path: str) -> None:
        """Open a page and judge it."""
        await self.page.goto(self.address + path)
        await self.judged(path)

    async def presses(self, label: str, *, judged: bool = False) -> None:
        """Press a button by its words, and judge the page that follows where it is a new one."""
        button = self.page.get_by_role("button", name=self.word(label), exact=True).first
        async with self.page.expect_navigation():
            await button.click()
        if judged:
            await self.judged(label)

    async def follows(self, words: str) -> None:
        """Follow a link by its words to the page it leads to."""
        async with self.page.expect_navigation():
            await self.page.get_by_role("link", name=words).first.click()

    async def fills(self, **fields: str) -> None:
        """Fill fields by their ids, opening what they are folded into."""
        for name, value in fields.items():
            field = self.page.locator(f"#{name}")
            await field.evaluate("field => field.closest('details')?.setAttribute('open', '')")
            if await field.evaluate("field => field.tagName") == "SELECT":
                await field.select_option(value)
            elif await field.get_attribute("type") == "checkbox":
                await field.set_checked(value == "yes")
            else:
                await field.fill(value)

    async def reads(self, indonesian: str) -> None:
        """Words stand somewhere on the page."""
        await expect(self.page.locator("main")).to_contain_text(self.word(indonesian))

    async def judged(self, where: str) -> None:
        """The page breaks no rule of WCAG 2.2 AA and is not wider than the screen."""
        await self.page.evaluate(AXE)
        found = await self.page.evaluate("rules => axe.run(document, rules)", RULES)
        faults = [f"{each['id']}: {[node['html'][:120] for node in each['nodes'][:3]]}" for each in found["violations"]]
        assert faults == [], f"{where} ({self.size}, {self.language})"
        width = await self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= SIZES[self.size][0], where

    async def picture(self, name: str) -> None:
        """Keep a picture for the docs where RANTAU_PICTURES names a folder."""
        if PICTURES:
            await self.page.screenshot(path=Path(PICTURES) / f"{name}-{self.size}-{self.language}.png")


@asynccontextmanager
async def _browsers() -> AsyncIterator[Any]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        await browser.close()


async def _desk(browser: Any, demo: str, size: str, language: str, login: str) -> Desk:
    width, height = SIZES[size]
    context: BrowserContext = await browser.new_context(viewport={"width": width, "height": height})
    page = await context.new_page()
    await page.goto(f"{demo}/desk/login")
    await log_in(page, login)
    if language != await page.locator("html").get_attribute("lang"):
        async with page.expect_navigation():
            await page.locator(f'button[name="language"][value="{language}"]').click()
    return Desk(page, demo, size, language)


COMBINATIONS = [(size, language) for size in SIZES for language in LANGUAGES]


@pytest.mark.parametrize(("size", "language"), COMBINATIONS)
async def test_every_job_of_a_case(demo: str, size: str, language: str) -> None:
    """From the person at the desk to the last word: take, ask, note, put off, watch, hand over, done."""
    async with _browsers() as browser:
        desk = await _desk(browser, demo, size, language, "paringan")
        await desk.goes("/desk")
        await desk.picture("today")
        await desk.goes("/desk/new")
        await desk.fills(source="desk", category="unpaid_wages", story="Gaji anak saya belum dibayar.", country="MY")
        await desk.fills(place="Paringan Ponorogo", relation="parent", contact="di rumah", consent="yes")
        await desk.presses("Catat dan beri nomor", judged=True)
        number = await desk.page.locator(".code").first.inner_text()

        await desk.goes(f"/desk/cases/{number}")
        await desk.presses("Ambil laporan")
        for words, button in (
            ("Kami telepon agennya.", "Kirim ke pelapor"),
            ("Agen ini pernah dilaporkan.", "Simpan catatan"),
            ("Siapa nama agennya?", "Tanya pelapor"),
        ):
            await desk.fills(text=words)
            await desk.presses(button)
            await desk.reads(words)
        await desk.presses("Ambil laporan")
        await desk.fills(hold_choice="papers", hold_until="2099-01-01")
        await desk.presses("Tunda")
        await desk.fills(watch_choice="commitment", text="Agen membayar minggu depan.")
        await desk.presses("Mulai pantau")
        await desk.fills(met_choice=await desk.page.locator("#met_choice option").last.get_attribute("value") or "")
        await desk.presses("Tandai terpenuhi")
        await desk.reads("terpenuhi")
        await desk.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        await desk.presses("Berkas lengkap", judged=True)
        await desk.picture("case")
        await desk.fills(text="Butuh bantuan lembaga.", hand_over_choice="bp3mi")
        await desk.presses("Alihkan")
        await desk.reads("BP3MI")
        async with desk.page.expect_download() as download:
            await desk.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            await desk.page.get_by_role("button", name="PDF", exact=True).click()
        assert (await (await download.value).path()).read_bytes().startswith(b"%PDF")
        await desk.fills(text="Gaji sudah dibayar.")
        await desk.presses("Nyatakan selesai")
        await expect(desk.page.locator(".head .badge").first).to_have_text(desk.word("menunggu persetujuan pelapor"))

        await desk.goes(f"/desk/cases?q={number}")
        await expect(desk.page.locator(f".cases a[href$='{number}']")).to_be_visible()
        await desk.picture("list")


@pytest.mark.parametrize(("size", "language"), COMBINATIONS)
async def test_two_people_and_the_office(demo: str, size: str, language: str) -> None:
    """A colleague comes in; a grave case is closed and a question answered by both; settings, audit, figures."""
    login = f"rekan-{size}-{language}"
    async with _browsers() as browser:
        desk = await _desk(browser, demo, size, language, "paringan")
        await desk.goes("/desk/people")
        await desk.fills(name="Rekan Contoh", login=login, office="paringan", role="handler")
        await desk.presses("Tambah dan buat kode", judged=True)
        code = await desk.page.locator(".code").first.inner_text()
        other = await _newcomer(browser, demo, desk, login, code)

        await desk.goes("/desk/new")
        await desk.fills(source="telephone", category="violence", story="Keponakan saya dipukul.")
        await desk.fills(place="Paringan Ponorogo", consent="yes", danger="yes")
        await desk.presses("Catat dan beri nomor", judged=True)
        number = await desk.page.locator(".code").first.inner_text()
        await desk.goes(f"/desk/cases/{number}")
        await desk.fills(assign_choice=await desk.page.locator("#assign_choice option").last.get_attribute("value") or "")
        await desk.presses("Serahkan")
        await desk.fills(text="Sudah di tempat aman.")
        await desk.presses("Usulkan selesai")
        await other.goes(f"/desk/cases/{number}")
        await other.presses("Setujui: selesai")

        question = QUESTIONS[COMBINATIONS.index((size, language))]
        await desk.goes("/desk/questions")
        await desk.picture("questions")
        await desk.follows(question)
        await desk.fills(answer="Kucing tidak boleh ikut naik kapal.")
        await desk.presses("Simpan untuk petugas kedua", judged=True)
        await other.goes("/desk/questions")
        await other.follows(question)
        await other.presses("Setujui dan kirim ke penanya")

        await desk.goes("/desk/settings")
        await desk.fills(hours="Senin sampai Jumat", title="Salam", text="Terima kasih sudah melapor.")
        await desk.presses("Simpan")
        await desk.goes("/desk/offerings")
        await desk.goes("/desk/poster")
        await desk.goes("/desk/audit")
        await desk.reads(number)
        await desk.picture("audit")
        await desk.goes("/desk/figures")
        await desk.picture("figures")
        await desk.goes("/desk/me")


async def _newcomer(browser: Any, demo: str, desk: Desk, login: str, code: str) -> Desk:
    """The colleague comes in with the code and a password of their own."""
    width, height = SIZES[desk.size]
    page = await (await browser.new_context(viewport={"width": width, "height": height})).new_page()
    other = Desk(page, demo, desk.size, desk.language)
    await page.goto(f"{demo}/desk/first")
    await other.fills(login=login, code=code, new="kata sandi panjang", again="kata sandi panjang")
    async with page.expect_navigation():
        await page.locator("button.main").click()
    if desk.language != await page.locator("html").get_attribute("lang"):
        async with page.expect_navigation():
            await page.locator(f'button[name="language"][value="{desk.language}"]').click()
    return other


@pytest.mark.parametrize(("size", "language"), COMBINATIONS)
async def test_the_door(demo: str, size: str, language: str) -> None:
    """The login too can be used by anybody."""
    async with _browsers() as browser:
        width, height = SIZES[size]
        locale = {"id": "id-ID", "en": "en-GB"}[language]
        context = await browser.new_context(viewport={"width": width, "height": height}, locale=locale)
        desk = Desk(await context.new_page(), demo, size, language)
        await desk.goes("/desk/login")
        await desk.fills(login="paringan", password="salah")
        await desk.presses("Masuk", judged=True)
        await desk.reads("Nama atau kata sandi belum cocok. Coba lagi.")
