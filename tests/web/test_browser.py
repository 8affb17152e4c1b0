"""The demo in a real browser: a complaint on the phone becomes a case on the desk, and the answer comes back."""

import os
import struct
import zlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from browsing import CHROMIUM, OPTIONS, PICTURES, demo_of, log_in
from playwright.async_api import FrameLocator, Page, async_playwright, expect

MICROPHONE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")

if not CHROMIUM and os.environ.get("CI") != "true":
    pytest.skip("no Chromium here: `apt install chromium` to run the browser tests", allow_module_level=True)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running demo with an empty book; it must end cleanly on Ctrl-C."""
    yield from demo_of(tmp_path_factory.mktemp("demo"))


@pytest.fixture
async def page(demo: str) -> AsyncIterator[Page]:
    """A page with the phone beside the desk, where an officer is logged in; no script may fail on it."""
    faults = list[str]()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=[*OPTIONS, *MICROPHONE])
        place = {"latitude": 25.03, "longitude": 121.56}
        context = await browser.new_context(
            viewport={"width": 1280, "height": 860}, geolocation=place, permissions=["geolocation", "microphone"]
        )
        page = await context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        await page.goto(demo)
        await log_in(_desk(page), "paringan")
        yield page
        await browser.close()
    assert faults == []


async def test_a_conversation_becomes_a_case_and_the_answer_comes_back(page: Page) -> None:
    """Without a reload: the case appears on the desk, the reply on the phone, and the reporter closes it."""
    phone, desk = _phone(page), _desk(page)
    number = await _complain(phone)
    await expect(desk.locator(f".cases a[href$='{number}']")).to_contain_text("Gaji tidak dibayar")
    await _picture(page, "demo")

    await desk.locator(f".cases a[href$='{number}']").click()
    await _to_new_page(page, ".desk", "Ambil laporan")
    await expect(phone.locator(".bubble.out").last).to_contain_text("sekarang ditangani")
    await desk.locator("#text").fill("Mohon kirim foto slip gaji terakhir.")
    await _to_new_page(page, ".desk", "Kirim ke pelapor")
    await expect(phone.locator(".bubble.out").last).to_contain_text("foto slip gaji")

    await desk.locator("#text").fill("Gaji tiga bulan sudah ditransfer.")
    await _to_new_page(page, ".desk", "Nyatakan selesai")
    await phone.get_by_role("button", name="Ya, sudah selesai").last.click()
    await expect(phone.locator(".bubble.out", has_text="ditutup atas kata Anda sendiri")).to_be_visible()
    await expect(desk.locator(".head .badge")).to_have_text("selesai, disetujui pelapor")


async def test_photo_voice_and_place_reach_the_desk_as_evidence(page: Page, tmp_path: Path) -> None:
    """Each is kept and can be looked at, listened to or found on a map."""
    phone, desk = _phone(page), _desk(page)
    await _to_new_page(page, ".phone", "Orang lain")
    number = await _complain(phone)
    await phone.locator("#photo").set_input_files(_picture_file(tmp_path))
    await expect(phone.locator(".bubble.out").last).to_contain_text("Berapa gaji sebulan")
    await phone.get_by_role("button", name="Kirim pesan suara").click()
    await expect(phone.locator("#voice[data-seconds='1']")).to_be_visible()
    await phone.get_by_role("button", name="Kirim pesan suara").click()
    await expect(phone.locator(".bubble.in").last).to_contain_text("pesan suara")
    await phone.get_by_role("button", name="Kirim lokasi").click()
    await expect(phone.locator(".bubble.in").last).to_contain_text("lokasi")
    await desk.locator(f".cases a[href$='{number}']").click()

    await expect(desk.locator(".evidence li")).to_have_count(3)
    await expect(desk.locator(".evidence img")).to_be_visible()
    await expect(desk.locator(".evidence audio")).to_be_visible()
    await expect(desk.locator(".evidence a[href^='geo:25.03,121.56']")).to_be_visible()
    await desk.locator(".evidence img").scroll_into_view_if_needed()  # a picture out of sight is fetched later
    await expect(desk.locator(".evidence img")).to_have_js_property("naturalWidth", 1)


async def test_a_case_that_left_the_office_is_gone_from_its_page(page: Page) -> None:
    """An open page says so and asks no more, or each asking would be written down as another try."""
    phone, desk = _phone(page), _desk(page)
    tries = list[str]()
    page.on("response", lambda answer: tries.append(answer.url) if answer.status == 404 else None)
    await _to_new_page(page, ".phone", "Orang lain")
    number = await _complain(phone)
    await desk.locator(f".cases a[href$='{number}']").click()
    await expect(desk.locator("h1")).to_have_text("Gaji tidak dibayar")

    await _say(phone, "JANGAN LEWAT")
    await _press(phone, "Ya, pindahkan")
    await expect(desk.locator("h1")).not_to_have_text("Gaji tidak dibayar")
    await _say(phone, "STATUS")

    assert 1 <= len(tries) <= 3


async def test_the_desk_fits_a_small_phone_and_a_keyboard(page: Page, demo: str) -> None:
    """Nothing is wider than 360 pixels, and the case opens without a mouse."""
    await _complain(_phone(page))
    await page.set_viewport_size({"width": 360, "height": 740})
    await page.goto(f"{demo}/desk/cases")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    await page.locator(".cases a").first.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("h1")).to_have_text("Gaji tidak dibayar")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360


async def _complain(phone: FrameLocator) -> str:
    """Hold the talk of a complaint and return the number of the receipt."""
    await _say(phone, "gaji saya 3 bulan belum dibayar, majikan di Taiwan")
    if "setuju" in await phone.locator(".bubble.out").last.inner_text():
        await _press(phone, "Setuju")
    if "Desa asal pekerja" in await phone.locator(".bubble.out").last.inner_text():
        await _say(phone, "Paringan Ponorogo")
    await _press(phone, "Benar, kirim")
    receipt = await phone.locator(".bubble.out", has_text="Nomor laporan: ").last.inner_text()
    return receipt.split("Nomor laporan: ")[1].split()[0]


async def _say(phone: FrameLocator, words: str) -> None:
    answers = await phone.locator(".bubble.out").count()
    await phone.locator("textarea").fill(words)
    await phone.locator("textarea").press("Enter")
    await phone.locator(".bubble.out").nth(answers).wait_for()


async def _press(phone: FrameLocator, label: str) -> None:
    answers = await phone.locator(".bubble.out").count()
    await phone.get_by_role("button", name=label).last.click()
    await phone.locator(".bubble.out").nth(answers).wait_for()


async def _to_new_page(page: Page, side: str, label: str) -> None:
    """Press a button of one side and wait for its next page: words written before that is there would be lost."""
    frame = await (await page.locator(f"{side} iframe").element_handle()).content_frame()
    assert frame
    async with frame.expect_navigation():
        await frame.get_by_role("button", name=label).click()


async def _picture(page: Page, name: str) -> None:
    """Keep a picture for the README where RANTAU_PICTURES names a folder."""
    if PICTURES:
        await page.screenshot(path=Path(PICTURES) / f"{name}.png")


def _picture_file(folder: Path) -> Path:
    """A grey picture of one point as PNG."""
    path = folder / "foto.png"
    parts = ((b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\x00\x80")), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))
    return path


def _phone(page: Page) -> FrameLocator:
    return page.frame_locator(".phone iframe")


def _desk(page: Page) -> FrameLocator:
    return page.frame_locator(".desk iframe")
