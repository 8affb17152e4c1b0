"""The school of the ear: reads the sentences under nlu/, learns from them and keeps what was learnt.

It stands on the roof, because it reads files and wakes scikit-learn, which takes a second and 100 MB; therefore only
`teach` imports it, and only when nothing usable lies in the cache. What is kept is one file of plain arrays without
pickled objects, named by the content of nlu/ and of our code, so it can never be stale and never run code when read.
"""

from bot.training.corpus import CorpusFault
from bot.training.shelf import load_or_train

__all__ = ["CorpusFault", "load_or_train"]
