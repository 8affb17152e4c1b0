"""Proves that the journal of a book is as it was written."""

from typing import TextIO

from tqdm import tqdm

from bot.app import open_book
from bot.store import journal


def verify(url: str, at_most: int | None, out: TextIO) -> int:
    """Go through the journal and say what was found; 1 when a row is not as it was written. Raises BookBusy."""
    book = open_book(url)
    try:
        rows = book.read_now(journal.count)
        with tqdm(total=at_most or rows, unit=" rows", leave=False) as bar:
            proof = book.read_now(lambda tx: journal.verify(tx, at_most, iter(bar.update, object())))
    finally:
        book.close()
    out.writelines(f"{fault}\n" for fault in proof.faults)
    out.write(f"{proof.rows} rows, {len(proof.faults)} fault(s)\ndigest {proof.digest}\n")
    out.write(f"Note the digest where no other hand reaches it; later compare: rantau journal verify --rows {proof.rows}\n")
    return 1 if proof.faults else 0
