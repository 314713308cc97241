"""`releases/index.html`: every edition and its releases, for a reader who comes from outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from spfbook.framework.periods import parse_period
from spfbook.framework.releases import Register, Release
from spfbook.framework.standing import Difference
from spfbook.release.manifest import Manifest

STYLE = """
:root { color-scheme: light dark; --ink: #1b2333; --ground: #fff; --rule: #c3cad6; --link: #1d3f8f;
  --head: #eef1f6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebf2; --ground: #14181f; --rule: #4a5363;
  --link: #a9c2ff; --head: #232a35; } }
* { box-sizing: border-box; }
body { background: var(--ground); color: var(--ink); font: 1rem/1.5 "Source Sans 3",
  "Source Sans Pro", Arial, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem; }
a { color: var(--link); }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.box { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { font-weight: 700; padding: .5rem 0; text-align: left; }
th, td { border: 1px solid var(--rule); padding: .4rem .6rem; text-align: left;
  vertical-align: top; }
td { min-width: 8rem; }
thead th { background: var(--head); }
li { padding: .15rem 0; }
"""
HEADER = ("Release", "Published on", "Figures known by", "State", "Why", "Read", "Download")
KINDS = {".pdf": "PDF", ".docx": "Word"}
CHANGES_NAMED = 50
"""Of one correction; the page of versions of its book has them all."""


def index_page(manifests: Sequence[Manifest], register: Register) -> str:
    """The whole page: the newest edition first, and of each the newest release."""
    editions = list(dict.fromkeys(m.release.edition for m in reversed(manifests)))
    newest = sorted(
        editions, key=lambda e: (register.of(e)[-1].as_at, register.of(e)[-1].period), reverse=True
    )
    body = [
        _edition([m for m in manifests if m.release.edition == edition], register)
        for edition in newest
    ]
    if not body:
        body = ["<p>Nothing has been released yet.</p>"]
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Performance report: all releases</title>\n<style>{STYLE}</style>\n</head>\n"
        "<body>\n<main>\n<h1>Performance report: all releases</h1>\n"
        "<p>Each edition is the report for one period. A release is an edition as it was "
        "published, and is never changed; a correction is a new release, which replaces the one "
        "before it.</p>\n" + "\n".join(body) + "\n</main>\n</body>\n</html>\n"
    )


def in_words(day: date) -> str:
    """18 September 2018."""
    return parse_period(day.isoformat()).label


def _edition(manifests: Sequence[Manifest], register: Register) -> str:
    newest = manifests[-1].release
    ordered = sorted(manifests, key=lambda m: m.release.number, reverse=True)
    rows = "\n".join(_row(manifest, register) for manifest in ordered)
    head = "".join(f'<th scope="col">{name}</th>' for name in HEADER)
    name = f"edition-{newest.edition}"
    corrections = "\n".join(_corrections(m.release) for m in ordered if m.release.corrections)
    return (
        f'<section aria-labelledby="{name}">\n<h2 id="{name}">{escape(newest.title)}</h2>\n'
        f'<div class="box" role="group" tabindex="0" aria-label="Releases of this edition">\n'
        f"<table>\n<caption>Releases of edition {escape(newest.edition)}</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>\n"
        f"{corrections}\n</section>"
    )


def _row(manifest: Manifest, register: Register) -> str:
    release = manifest.release
    after = register.after(release)
    state = "Latest" if after is None else f"Superseded by release {after.number}"
    cells = (
        in_words(release.released_on),
        in_words(release.as_at),
        f"<strong>{state}</strong>" if after is None else state,
        escape(release.reason) or "First release",
        _links(manifest, [("html/index.html", "html", "HTML")]),
        _links(manifest, [*_documents(manifest), ("manifest.json", "", "manifest, JSON")]),
    )
    return (
        f'<tr><th scope="row">Release {release.number}</th>'
        + "".join(f"<td>{cell}</td>" for cell in cells)
        + "</tr>"
    )


def _links(manifest: Manifest, targets: Iterable[tuple[str, str, str]]) -> str:
    """Each with its type and size, and in words of its own for those who hear only links."""
    release = manifest.release
    found = []
    for path, sized, kind in targets:
        size = f", {file_size(manifest.size_of(sized))}" if sized else ""
        address = escape(f"{release.edition}/r{release.number}/{path}", quote=True)
        words = f"{escape(release.edition)}, release {release.number} ({kind}{size})"
        found.append(f'<a href="{address}">{words}</a>')
    return "<br>".join(found)


def _documents(manifest: Manifest) -> list[tuple[str, str, str]]:
    """The whole report first, then what goes before the committee with it."""
    report = f"{manifest.release.edition}.pdf"
    paths = [f.path for f in manifest.outputs if "/" not in f.path]
    found = sorted((p for p in paths if p.endswith(tuple(KINDS))), key=lambda p: (p != report, p))
    return [(path, path, _kind(path, report)) for path in found]


def _kind(path: str, report: str) -> str:
    """`PDF`; `cover report, Word`."""
    stem, _, ending = path.rpartition(".")
    kind = KINDS[f".{ending}"]
    return kind if path == report else f"{stem.replace('-', ' ')}, {kind}"


def _corrections(release: Release) -> str:
    named = release.corrections[:CHANGES_NAMED]
    items = "\n".join(f"<li>{escape(correction_words(each))}</li>" for each in named)
    more = len(release.corrections) - len(named)
    rest = f"\n<li>And {more:,} more, on the page Versions of the report.</li>" if more else ""
    return (
        f"<h3>What release {release.number} corrected, {in_words(release.released_on)}</h3>\n"
        f"<p>{escape(release.reason)}</p>\n<ul>\n{items}{rest}\n</ul>"
    )


def correction_words(found: Difference) -> str:
    """`Homes built, Oct to Dec 2021, revision: 28 → 30`."""
    period = f", {parse_period(found.period).short_label}" if found.period else ""
    before, now = found.before or "not in the report", found.now or "not in the report"
    return f"{found.name}{period}, {found.aspect.value}: was {before}; is now {now}"


def file_size(count: int) -> str:
    """`12 kB` or `1.2 MB`, rounded up."""
    if count > 999_000:
        return f"{-(-count // 100_000) / 10:.1f} MB"
    return f"{-(-count // 1000):,} kB"
