"""`python -m bot` is the command `rantau`."""

import sys

from bot.cli import main

sys.exit(main())
