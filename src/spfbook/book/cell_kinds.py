"""What the text of a table's cell is, on the screen and on paper."""

from __future__ import annotations

import re

NUMBER = re.compile(r"[£€]?[−+-]?\d[\d,.]*\s?(%|p|k|m|bn|million)?(\s?\[[a-z]+\])*$")
CODE = re.compile(r"(\[[a-z]+\])+$|[–—-]?$")
"""What stands in the place of a number."""
