"""The command line: text to values, errors to lines and exit codes. No work is done here."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

import click

from spfbook.cli.build import build, contents, editions
from spfbook.cli.comparison import compare
from spfbook.cli.cover import cover
from spfbook.cli.figures import data, illustrative
from spfbook.cli.framework import framework
from spfbook.cli.judgements import status, trend
from spfbook.cli.release import release, releases, verify
from spfbook.cli.signals import BY_SIGNAL, Asked, exit_code, take_signals
from spfbook.errors import USER_MISTAKE, ParameterError, SpfbookError
from spfbook.paths import Layout, find_root

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What is written anywhere, to standard output too, may meet these."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="spfbook")
@click.option(
    "--root",
    type=click.Path(file_okay=False),
    help="The folder that holds data/, notebooks/ and params/ (default: found from here up).",
)
@click.pass_context
def cli(context: click.Context, root: str | None) -> None:
    """Turn a council's performance framework into its quarterly report."""
    if root == "":
        raise ParameterError("--root is empty; name a folder, or leave it out")
    context.obj = Layout(Path(root).resolve() if root else find_root())


for command in (
    build, compare, contents, cover, data, editions, framework, illustrative, release, releases,
    status, trend, verify,
):  # fmt: skip
    cli.add_command(command)


def main() -> None:
    """Run the command line; a mistake of the user's is lines on standard error, not a traceback."""
    take_signals()
    try:
        cli(standalone_mode=False)
    except SpfbookError as error:
        _stop_if_asked()
        _complain(*error.lines())
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt) as stop:
        _complain("stopped")
        sys.exit(exit_code(stop))
    except OSError as problem:
        _stop_if_asked()
        if problem.filename is None and problem.errno not in NO_ROOM:
            raise
        # A file or a folder that may not be read, or a full disk, wherever that is found out.
        where = os.fsdecode(problem.filename) if problem.filename else "cannot write"
        _complain(f"{where}: {problem.strerror}")
        sys.exit(USER_MISTAKE)
    except Exception:
        _stop_if_asked()
        raise


def _complain(*lines: str) -> None:
    """On standard error, which may be on a full disk too: the exit code says it as well."""
    with suppress(OSError):
        for line in lines:
            click.echo(line, err=True)


def _stop_if_asked() -> None:
    """Whoever asked it to stop need not hear what went wrong on the way: Ctrl-C reaches the
    processes that it has started too, and Python drops an interrupt that comes while it clears
    objects away."""
    if Asked.by is not None:
        _complain("stopped")
        sys.exit(BY_SIGNAL + Asked.by)
