"""How well the interpreter hears: figures over sentences it was never taught, the score card, and Rasa beside it."""
