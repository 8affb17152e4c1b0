"""What to say next: a quiet room, pure as arithmetic.

A message and a talk go in, a talk and events come out; nothing here knows SQL, HTTP, the clock or chance.
Where a citizen stands is folded from the answers given, never stored as a step, so that going back, changing an
answer, resuming after days and editing a flow overnight need no code of their own. An expression language inside
flows was rejected: a flow may name a rule of `predicates`, never spell one.
"""
