"""Publication day: the last day on which a report can be published in time for its meeting.

Regulation 6 of SI 2012/2089: a report is open to inspection for five clear days before the
meeting. The council counts working days (REPORT 3: published on Monday 10 September 2018 for
Tuesday 18 September 2018), and neither the day of publication nor that of the meeting.
"""

from __future__ import annotations

from datetime import date, timedelta

from spfbook.framework.working_days import BankHolidays

CLEAR_DAYS = 5
"""SI 2012/2089, regulation 6."""
ONE_DAY = timedelta(days=1)


def latest_publication(meeting: date, holidays: BankHolidays) -> date | None:
    """The last working day with five clear working days between it and `meeting`; None where the
    bank holidays of those days are not held."""
    day, clear = meeting - ONE_DAY, 0
    if not holidays.knows(meeting):
        return None
    while holidays.knows(day):
        if holidays.is_working(day):
            if clear == CLEAR_DAYS:
                return day
            clear += 1
        day -= ONE_DAY
    return None


def is_too_late(today: date, meeting: date, latest: date | None) -> bool:
    """Whether the meeting is still to come, and what is published on `today` is late for it."""
    return latest is not None and latest < today <= meeting
