"""The number and PIN a reporter takes home: digits only, so that it can be read aloud and typed on any phone.

The last digit is a check digit (Damm), which catches every single wrong digit and every swap of neighbours.
"""

import re

from stdnum import damm

NUMBER = re.compile(r"(?<!\d)(\d{2})[-. ]?(\d{6})[-. ]?(\d)(?!\d)")
PIN_DIGITS = 6
CODE_DIGITS = 8


def case_number(year: int, sequence: int) -> str:
    """The number of the `sequence`-th case of a year, such as 26-000042-1."""
    digits = f"{year % 100:02d}{sequence:06d}"
    return f"{digits[:2]}-{digits[2:]}-{damm.calc_check_digit(digits)}"


def read_number(text: str) -> str:
    """The first valid case number in a text in its printed form, or "" when there is none."""
    for found in NUMBER.finditer(text):
        if damm.is_valid("".join(found.groups())):
            return "-".join(found.groups())
    return ""


def read_pin(text: str) -> str:
    """The PIN in a text, blanks and dashes apart, or "" when it is no PIN."""
    digits = re.sub(r"[\s.-]", "", text)
    return digits if re.fullmatch(rf"\d{{{PIN_DIGITS}}}", digits, re.ASCII) else ""


def read_code(text: str) -> str:
    """The code of an invitation in a text, blanks and dashes apart, or "" when there is none."""
    digits = re.sub(r"[\s.-]", "", text)
    found = re.search(rf"(?<!\d)\d{{{CODE_DIGITS}}}(?!\d)", digits, re.ASCII)
    return found[0] if found else ""
