"""`params/<edition>.yml` → an `Edition`, checked against the framework and the sources."""

from __future__ import annotations

from collections.abc import Iterator

from spfbook.errors import ParameterError, Problem
from spfbook.framework.edition import Edition, EditionFile, Settings
from spfbook.framework.framework import Framework
from spfbook.paths import Layout
from spfbook.sources.source_files import illustrative_sources, source_names
from spfbook.sources.validation import validate
from spfbook.sources.yaml_text import Lines, read_yaml


def edition_names(layout: Layout) -> list[str]:
    """The editions that the repository has, by the names of their files."""
    return sorted(path.stem for path in layout.params.glob("*.yml"))


def read_edition(layout: Layout, framework: Framework, name: str) -> Edition:
    """The edition called `name`; raises `ParameterError` with all that is wrong with it."""
    path = layout.params / f"{name}.yml"
    where = layout.shown(path)
    if not path.is_file():
        known = ", ".join(edition_names(layout)) or "none"
        raise ParameterError(f"edition {name!r} is not known; the editions there are: {known}")
    found, lines, problems = read_yaml(path, where)
    if found is None:
        raise ParameterError(problems)
    file, more = validate(EditionFile, found, lines)
    problems += more
    if file is not None:
        problems += _edition_problems(file, name, layout, framework, lines)
    if problems or file is None:
        raise ParameterError(problems)
    return Edition(file=file)


def newest_edition(layout: Layout, framework: Framework) -> Edition:
    """The edition with the latest period, those of illustrative figures left out."""
    names = edition_names(layout)
    if not names:
        where = layout.shown(layout.params)
        raise ParameterError(Problem(where, 0, "holds no edition; add one such as 2021-22-q4.yml"))
    editions = [read_edition(layout, framework, name) for name in names]
    made_up = illustrative_sources(layout, framework)
    regular = [e for e in editions if not made_up & set(e.all_sources())] or editions
    return max(regular, key=lambda e: (e.period.end, -len(e.id), e.id))


def _edition_problems(
    file: EditionFile, name: str, layout: Layout, framework: Framework, lines: Lines
) -> Iterator[Problem]:
    if file.edition != name:
        message = f"edition is {file.edition!r}; in this file it should be {name!r}"
        yield lines.problem(("edition",), message)
    for name in file.waivers:
        if name not in framework.indicators:
            message = f"waivers names {name!r}, which is no indicator of the framework"
            yield lines.problem(("waivers", name), message)
    places = {p.id for p in framework.priorities}
    places |= {f"{theme.priority}/{theme.id}" for theme in framework.themes}
    yield from _settings_problems(file, (), layout, framework, lines)
    for place, settings in file.overrides.items():
        if place not in places:
            message = f"overrides names {place!r}, which is no priority and no priority/theme"
            yield lines.problem(("overrides", place), message)
        yield from _settings_problems(settings, ("overrides", place), layout, framework, lines)


def _settings_problems(
    settings: Settings, place: tuple, layout: Layout, framework: Framework, lines: Lines
) -> Iterator[Problem]:
    known = source_names(layout)
    for position, source in enumerate(settings.sources or ()):
        if source not in known:
            message = f"source {source!r} is not in data/observations; there are: "
            message += ", ".join(known) or "none"
            yield lines.problem((*place, "sources", position), message)
    for position, area in enumerate(settings.comparators or ()):
        if area in framework.peer_ids:
            message = f"comparator {area!r} is a peer, which is not shown; move it to areas"
            yield lines.problem((*place, "comparators", position), message)
        elif area not in framework.areas:
            message = f"comparator {area!r} is not an area of the framework"
            yield lines.problem((*place, "comparators", position), message)
