"""`bank_holidays.yml`, which comes with the package → the bank holidays of England."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from spfbook.errors import DataError, Problem
from spfbook.framework.working_days import BankHolidays
from spfbook.sources.validation import validate
from spfbook.sources.yaml_text import read_yaml

FILE = Path(__file__).with_name("bank_holidays.yml")


@cache
def bank_holidays(path: Path = FILE) -> BankHolidays:
    """Raises `DataError` with all that is wrong with the file."""
    if not path.is_file():
        raise DataError(Problem(path.name, 0, "is missing; it comes with spfbook"))
    found, lines, problems = read_yaml(path, path.name)
    if found is None:
        raise DataError(problems)
    holidays, more = validate(BankHolidays, found, lines)
    if holidays is None:
        raise DataError(problems + more)
    return holidays
