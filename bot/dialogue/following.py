"""Follows a person into the language they write, without changing to and fro."""

from collections.abc import Collection
from dataclasses import replace

from bot.dialogue.talk import Gist, Talk

PATIENCE = 3  # messages in a row
FEWEST_WORDS = 3  # a name or a "yes" tells no language


def follow(talk: Talk, gist: Gist, languages: Collection[str]) -> Talk:
    """The talk in the language of the last few messages, if all were in another one and the person has chosen none."""
    heard = gist.language
    if talk.chosen or heard not in languages or len(gist.text.split()) < FEWEST_WORDS:
        return talk
    drift = (*talk.drift, heard) if set(talk.drift) <= {heard} else (heard,)
    if heard == talk.language:
        return replace(talk, drift=())
    if len(drift) < PATIENCE:
        return replace(talk, drift=drift)
    return replace(talk, language=heard, drift=())
