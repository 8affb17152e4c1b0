"""What is owed to whom, and when: a quiet room, pure as arithmetic, that does not know the dialogue.

Rules are tables (states, ladders, clocks), because what differs by policy must be readable by the people whose policy
it is. A workflow engine was rejected: eight states and a dozen acts fit on one screen.
"""
