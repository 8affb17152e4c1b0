"""What is remembered of a talk goes into the book as plain data and comes back the same."""

import json
from dataclasses import replace

from person import NOON

from bot.dialogue.speech import Choice
from bot.dialogue.talk import Answer, Gist, Talk, Walk, talk_from_plain, talk_to_plain


def test_answers_survive_plain_data() -> None:
    """A talk written down and read back is the same talk, unknown keys of a newer version apart."""
    walk = Walk("complaint", 2, (Answer("story", "x"), Answer("evidence", "{}")))
    talk = Talk(7, "jv", welcomed=True, walk=walk, paused=(walk,), held=Gist("x"), quiet_until=NOON)
    talk = replace(talk, offered=(Choice("a", "A"),))

    plain = json.loads(json.dumps(talk_to_plain(talk)))

    assert talk_from_plain(7, {**plain, "of_tomorrow": 1}) == talk
