"""Rantau, the chat assistant of the migrant villages.

The package is a house of floors and leaning is allowed downwards only:
cli, app, check (roof) > web (doors) > work (workshop) > store, channels (hands) > dialogue, casework (quiet rooms).
"""
