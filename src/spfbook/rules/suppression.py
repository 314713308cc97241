"""The one door between what is known and what is shown.

Every page, table, chart, alt text and file is made from observations that came through
`publishable`; nothing shown is read from anywhere else. The disclosure rules themselves
(STATISTICS 5) come later and will act here, so that they hold everywhere at once.
"""

from __future__ import annotations

from spfbook.framework.framework import Framework
from spfbook.framework.observations import Observations


def publishable(observations: Observations, framework: Framework) -> Observations:
    """`observations` as they may be shown: for now all of them, since all are published."""
    del framework  # each indicator's `disclosure` will decide
    return observations
