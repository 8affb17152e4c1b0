"""The wires: each turns a provider's payload into a `Message` and a `Speech` into the provider's call.

A wire knows nothing of the book, of cases or of flows. Durable queues are not its business either: it says
Sent, Later or Refused, and the workshop does the rest. python-telegram-bot's `Application` was rejected because it
acknowledges an update while it is only in memory.
"""
