"""The book: what must never be lost.

Plain functions of a transaction, no repository classes: a plain function cannot await, so no transaction can ever
span the network. The same SQLAlchemy statements run on SQLite (one process) and PostgreSQL (any number). Files of
evidence lie in the book too, so that a turn with its photo is all or nothing and a backup is one thing.
"""
