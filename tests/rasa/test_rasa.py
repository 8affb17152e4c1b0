"""The real Rasa, trained from nlu/ with the pipeline of config.yml, as the ear of the house."""

from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from bot.config import ROOT
from bot.dialogue.understanding import Understanding
from bot.scoring.heldout import read_heldout
from bot.scoring.rasa_server import PROGRAM, running, train
from bot.training import load_or_train
from bot.work.rasa import Rasa, fallbacks
from tests.conftest import CACHE

pytestmark = pytest.mark.timeout(600)
if not PROGRAM.exists():
    pytest.skip("RASA IS NOT INSTALLED HERE: `make rasa` (Python 3.10) to run these tests", allow_module_level=True)
Ear = Callable[[str], Understanding]
TAUGHT = ROOT / "nlu" / "en"  # one language teaches in half a minute, all of them in many


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Rasa server that has learnt our English sentences."""
    model = tmp_path_factory.mktemp("rasa") / "id.tar.gz"
    train(ROOT / "config.yml", TAUGHT, model)
    with running(model) as found:
        yield found.url


@pytest.fixture(scope="module")
def builtin() -> Ear:
    """The builtin ear."""
    return load_or_train(ROOT / "nlu", CACHE).parse


@pytest.fixture
async def rasa(server: str, builtin: Ear) -> AsyncIterator[Rasa]:
    """Rasa with more patience than the service has, because this machine is busy."""
    made = Rasa(server, builtin, patience=10)
    yield made
    await made.close()


async def test_rasa_says_the_intent_and_the_builtin_ear_the_rest(rasa: Rasa, builtin: Ear) -> None:
    """Danger, language and settled values are those of the builtin ear."""
    text = "my salary has not been paid for 3 months in taiwan"
    heard, own = await rasa(text), builtin(text)

    assert heard.intent == "report_unpaid_wages"
    assert heard.ranking[0][0] == heard.intent
    assert heard.ranking != own.ranking
    assert (heard.entities, heard.language, heard.danger) == (own.entities, own.language, own.danger)


async def test_rasa_hears_more_than_half_of_what_it_never_saw(rasa: Rasa) -> None:
    """It was really trained on our sentences."""
    examples = [each for each in read_heldout() if each.language == "en"][::10]
    right = [(await rasa(each.text)).intent == each.intent for each in examples]

    assert sum(right) > len(right) / 2


async def test_a_silent_server_costs_no_more_than_the_patience(builtin: Ear) -> None:
    """The builtin ear answers instead, that is counted, and the server is left alone for a while."""
    rasa = Rasa("http://127.0.0.1:9", builtin)
    before = _fallen_back()
    first = await rasa("gaji belum dibayar")
    second = await rasa("gaji belum dibayar")
    await rasa.close()

    assert first == second == builtin("gaji belum dibayar")
    assert _fallen_back() == before + 2


async def test_an_empty_message_is_not_worth_asking(builtin: Ear) -> None:
    """A sticker or a photo without words is no question for Rasa and counts as no fall back."""
    before = _fallen_back()
    rasa = Rasa("http://127.0.0.1:9", builtin)

    assert await rasa("  ") == builtin("  ")
    assert _fallen_back() == before
    await rasa.close()


def _fallen_back() -> float:
    return sum(sample.value for metric in fallbacks.collect() for sample in metric.samples if sample.name.endswith("total"))
