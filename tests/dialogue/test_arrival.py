"""The village that comes with the QR code of a poster."""

import pytest

from bot.dialogue.arrival import arrive, payload_of, words_of
from bot.dialogue.events import Say
from bot.dialogue.talk import Talk, Walk
from bot.dialogue.words import Words
