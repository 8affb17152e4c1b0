"""Draws papers: a hand that knows neither book nor wires; it may import bot.casework and bot.dialogue only.

Nothing is decided here. What stands on a paper, and what must not, was settled before it is handed in.
"""
