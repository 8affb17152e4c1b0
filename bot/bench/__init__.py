"""How fast the desk is on a book of many made-up cases: filled, asked, measured and written down in docs/bench.md."""
