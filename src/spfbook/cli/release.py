"""`spfbook release`, `releases` and `verify`: what is published, and the proof of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from spfbook.errors import ParameterError, ReleaseDiffers, ReleaseError
from spfbook.paths import Layout

if TYPE_CHECKING:
    from spfbook.release.manifest import Manifest
    from spfbook.release.verify import Verified


@click.command()
@click.argument("edition")
@click.option("--reason", default="", help="Why a correction is made; its readers will see it.")
@click.option(
    "--waive", "waive", multiple=True, metavar="INDICATOR=REASON",
    help="Release without a figure that is awaited, and say why; may be given several times.",
)
@click.option("--by", "by", metavar="NAME", help="Who releases it (default: git's user.name).")
@click.option(
    "--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day of release (default: today)."
)
@click.option("--check", is_flag=True, help="List what stands in the way, and release nothing.")
@click.pass_obj
def release(
    layout: Layout, edition: str, reason: str, waive: tuple[str, ...], by: str | None,
    on: datetime | None, check: bool,
) -> None:  # fmt: skip
    """Freeze an edition as a numbered release, or say all that it is not ready for."""
    from spfbook.book.build import build as build_book
    from spfbook.book.request import Request
    from spfbook.cli.build import allowing_for_all_tests
    from spfbook.cli.cover import CoverWriter
    from spfbook.cli.progress import show_progress
    from spfbook.cli.readiness import Asked, gather
    from spfbook.release.origin import origin_of
    from spfbook.release.publish import freeze, new_release, staged
    from spfbook.release.readiness import can_release, check_can_release
    from spfbook.release.said import check_edition
    from spfbook.release.shelf import register_of

    who = _user(layout) if by is None else by.strip()
    why = reason.strip() or ("Not said yet" if check else "")
    asked = Asked(edition, _waivers(waive), on.date() if on else date.today(), why)
    _check_said(by or who, reason, waive, asked.on)
    check_edition(layout, edition)
    origin = origin_of(layout, edition)
    found = gather(layout, asked)
    new = new_release(
        found.edition, found.shelf, found.standings, reason=why,
        released_by=who, released_on=asked.on,
    )  # fmt: skip
    publishing = can_release(found.findings) and not check
    click.echo(f"{'Releasing' if publishing else 'Checking'} {new.id}: {new.title}")
    shelf = register_of(found.shelf)
    with staged(layout, new, shelf, origin) as stage, show_progress() as progress:
        chosen = allowing_for_all_tests(stage.layout, found.framework, found.edition)
        request = Request(
            chosen, found.framework, html=publishing, pdf=publishing,
            cover=CoverWriter(stage.layout, found.framework, chosen),
        )  # fmt: skip
        built = build_book(request, stage.layout, progress=progress)
        failed = {o.page.notebook: str(o.error) for o in built.failed}
        check_can_release(found.with_failed(failed))
        if not publishing:
            click.echo(f"{edition} is ready to be released.")
            return
        made = freeze(layout, stage, built.folder, found.standings, found.findings.waivers)
    _say(layout, made)


def _check_said(by: str, reason: str, waive: tuple[str, ...], on: date) -> None:
    from spfbook.release.said import check_said

    texts = {"--by": by, "--reason": reason, "--waive": "".join(waive)}
    check_said(texts, by="--by", on=on, today=date.today())


def _say(layout: Layout, made: Manifest) -> None:
    new = made.release
    folder = layout.shown(layout.releases / new.edition / f"r{new.number}")
    click.echo(f"Released {new.id} on {new.released_on} by {new.released_by}: {folder}")
    click.echo(f"Manifest: {folder}/manifest.json, digest {made.digest}")
    click.echo(f"All releases: {layout.shown(layout.releases)}/index.html")


def _waivers(given: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in given:
        name, equals, why = each.partition("=")
        if not (equals and name.strip() and why.strip()):
            raise ParameterError(f"--waive {each!r}: write INDICATOR=REASON")
        found[name.strip()] = why.strip()
    return found


def _user(layout: Layout) -> str:
    from spfbook.release.git import user_name

    found = user_name(layout.root)
    if found is None:
        raise ParameterError("say who releases it: --by NAME")
    return found


@click.command()
@click.option(
    "--check", is_flag=True, help="Write nothing; exit with 2 where the list must be written again."
)
@click.pass_obj
def releases(layout: Layout, check: bool) -> None:
    """List all releases, and write releases/index.html and the list for pages again."""
    from spfbook.release.public_list import list_problems, write_list
    from spfbook.release.shelf import register_of, shelved

    found = shelved(layout)
    wrong = list_problems(layout, found) if found else ()
    if check and wrong:
        raise ReleaseError(wrong)
    if wrong:
        write_list(layout)
        for problem in wrong:
            click.echo(f"{problem.where}: was not as the releases have it; written again", err=True)
    register = register_of(found)
    for each in found:
        made = each.manifest.release
        after = register.after(made)
        state = f"superseded by {after.id}" if after else "latest"
        click.echo(f"{made.id:26} {made.released_on}  {state:28} {made.reason or made.title}")
    if not found:
        click.echo("Nothing has been released yet.")


@click.command()
@click.argument("name", metavar="RELEASE")
@click.option("--hashes", "hashes_only", is_flag=True, help="Check the frozen files, no more.")
@click.pass_obj
def verify(layout: Layout, name: str, hashes_only: bool) -> None:
    """Prove a release: its files are as frozen, and making it again gives the same bytes.

    RELEASE is a name (2021-22-q4.r1) or a folder. What differs is named by file and line. Exit
    code 0: proved; 1: it differs when made again; 2: unknown or damaged.
    """
    from spfbook.release.shelf import find
    from spfbook.release.verify import verify as verify_release

    folder = find(layout, name)
    found = verify_release(folder, layout, hashes_only=hashes_only, say=click.echo)
    _conclude(found, hashes_only)


def _conclude(found: Verified, hashes_only: bool) -> None:
    for line in found.notes:
        click.echo(line)
    if found.damaged:
        raise ReleaseError(found.damaged)
    if found.differing:
        raise ReleaseDiffers(found.differing)
    proved = "its files are as they were frozen"
    if not hashes_only:
        proved += "; made again, every output is the same to the byte"
    click.echo(f"{found.release}: {proved}.")
