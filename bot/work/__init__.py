"""The only place where thought becomes deed.

Each message, deadline and act of an officer becomes rows through the same few functions (`effects`), in one
transaction with the mark that it is done: all or nothing. Slow work (fetching a photo, sending) happens with no
transaction open. A task library was rejected: see docs/decisions.md.
"""
