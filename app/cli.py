"""What can be typed? The command line: four verbs first, then what stands around them."""

import os
import sys
from typing import Annotated

import typer

from app.commands import (
    audit,
    batches,
    decide,
    demo,
    export,
    forms,
    import_,
    keeping,
    office,
    period,
    print_sheets,
    report,
    review,
    rollup,
    scan,
    serve,
    tokens,
    users,
)
from app.console import show_error
from app.language import speak
from app.options import HomeOption
from app.settings import language_from
from app.threads import one_thread_each
from omr.errors import OmrError
from omr.words import Language

_MAIN, _MORE = "Bốn việc hằng tuần · The four verbs", "Việc khác · More"

_EPILOG = """
Ví dụ · Examples:\n
\n
  omr print pks-q --copies 50 --out phieu.pdf\n
  omr scan scans/\n
  omr review\n
  omr export tallies --format csv --out tally.csv
"""

app = typer.Typer(
    name="omr",
    help="Phiếu khảo sát giấy: in, quét, xem lại, xuất số liệu. · Paper surveys: print, scan, review, export.",
    epilog=_EPILOG,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("print", rich_help_panel=_MAIN)(print_sheets.print_sheets)
app.command("scan", rich_help_panel=_MAIN)(scan.scan)
app.command("review", rich_help_panel=_MAIN)(review.review)
app.command("export", rich_help_panel=_MAIN)(export.export)
app.command("decide", rich_help_panel=_MORE)(decide.decide)
app.add_typer(batches.app, name="batches", rich_help_panel=_MORE)
app.add_typer(forms.app, name="forms", rich_help_panel=_MORE)
app.command("audit", rich_help_panel=_MORE)(audit.audit)
app.command("four-eyes", rich_help_panel=_MORE)(audit.four_eyes)
app.add_typer(users.app, name="users", rich_help_panel=_MORE)
app.command("import", rich_help_panel=_MORE)(import_.import_)
app.command("quota", rich_help_panel=_MORE)(report.quota)
app.command("report", rich_help_panel=_MORE)(report.report)
app.add_typer(period.app, name="period", rich_help_panel=_MORE)
app.command("init", rich_help_panel=_MORE)(office.init)
app.add_typer(office.app, name="office", rich_help_panel=_MORE)
app.command("serve", rich_help_panel=_MORE)(serve.serve)
app.command("poster", rich_help_panel=_MORE)(serve.poster)
app.command("rollup", rich_help_panel=_MORE)(rollup.rollup)
app.add_typer(tokens.app, name="tokens", rich_help_panel=_MORE)
app.command("backup", rich_help_panel=_MORE)(keeping.backup)
app.command("restore", rich_help_panel=_MORE)(keeping.restore)
app.command("purge", rich_help_panel=_MORE)(keeping.purge)
app.command("doctor", rich_help_panel=_MORE)(keeping.doctor)
app.command("demo", rich_help_panel=_MORE)(demo.demo)


def _show_version(wanted: bool) -> None:
    if wanted:
        from app.version import program_version

        typer.echo(f"omr {program_version()}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="In phiên bản. · Show the version.")
    ] = False,
    lang: Annotated[
        Language | None, typer.Option("--lang", help="Ngôn ngữ (hoặc OMR_LANG). · Language.", show_default=False)
    ] = None,
    home: HomeOption = None,
) -> None:
    del version
    if lang is not None:
        speak(lang)
    if home is not None:
        # Said before the command, it holds for the command; said after it, that option has the last word.
        os.environ["OMR_HOME"] = str(home)


def main() -> None:
    """Run the command line; whatever happens ends as a sentence and an exit code."""
    one_thread_each()
    for stream in (sys.stdout, sys.stderr):
        # Vietnamese on a Windows console or into a pipe, whatever its code page; what is no letter is spelt out.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        run()
    # The one guard around the program: nobody who counts sheets can mend a traceback.
    except Exception as fault:  # noqa: BLE001
        from app.last_guard import kept_fault

        show_error(kept_fault(fault, sys.argv[1:]))
        sys.exit(1)


def run() -> None:
    """Run the command that was typed; every error that a user can cause ends as a sentence and its exit code."""
    try:
        speak(language_from(os.environ))
        app()
    except OmrError as error:
        show_error(error)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
