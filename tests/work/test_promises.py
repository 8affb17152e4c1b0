"""Two clocks the house itself answers for: a promise the family judges, and a reporter who cannot be reached."""
