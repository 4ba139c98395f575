from __future__ import annotations

from sphinxext.factcheck.facts.record import FlagRecord, RecordedFlag, RecordedRelease
from sphinxext.factcheck.upstream.flag_facts import flags_text
from sphinxext.factcheck.upstream.programs import Program, Supplement
from sphinxext.factcheck.versions import Version

SOURCE = ("main.go at v1.0.0", "https://example.org/main.go")


def release(version: str, style: str, *names: str, partial: bool = False, below: tuple[str, ...] = ()) -> RecordedRelease:
    commands = {"": dict.fromkeys(names, RecordedFlag("string"))}
    if below:
        commands["send"] = dict.fromkeys(below, RecordedFlag("string"))
    return RecordedRelease(Version(version), ("--help",), ("help",), commands, partial=partial, style=style)


def told(program: Program, *releases: RecordedRelease) -> list[str]:
    """The file below its sources."""
    text = flags_text(FlagRecord(program.component, releases), program, "make")
    found = text.splitlines()
    return found[next(i for i, line in enumerate(found) if line.startswith(("# Accepted", "flags:"))) :]


def test_a_flag_package_takes_help_though_the_text_does_not_list_it() -> None:
    releases = (release("1.0.0", "go-flag", "to"), release("1.1.0", "kingpin", "help", "to"), release("1.2.0", "cobra", "to"))
    assert told(Program("sender", "post"), *releases) == [
        "# Accepted, though the record leaves them out:",
        "#   h, help: github.com/golang/go src/flag/flag.go at 03556efb85432237302e755be5b0c1b7dfe7ab86",
        "#   h, help: github.com/spf13/pflag flag.go at v1.0.5",
        "flags:",
        '  h: {ranges: [["1.0.0", "1.1.0"], ["1.2.0", ~]], type: bool, no_value: true, supplement: true}',
        '  help: {ranges: [["1.0.0", ~]], type: string, no_value: true}',
        '  to: {ranges: [["1.0.0", ~]], type: string}',
    ]


def test_a_text_that_lists_help_needs_nothing_more() -> None:
    assert told(Program("sender", "post"), release("1.0.0", "cobra", "help")) == [
        "flags:",
        '  help: {ranges: [["1.0.0", ~]], type: string}',
    ]


def test_a_supplement_of_a_subcommand() -> None:
    program = Program(
        "sender", "post", supplements=(Supplement(("seal",), *SOURCE, since="1.1.0", type="bool", no_value=True, command="send"),)
    )
    releases = (release("1.0.0", "kingpin", "help", below=("to",)), release("1.1.0", "kingpin", "help", below=("to",)))
    assert told(program, *releases) == [
        "# Accepted, though the record leaves them out:",
        "#   seal: main.go at v1.0.0",
        "flags:",
        '  help: {ranges: [["1.0.0", ~]], type: string}',
        "commands:",
        "  send:",
        '    ranges: [["1.0.0", ~]]',
        "    flags:",
        '      seal: {ranges: [["1.1.0", ~]], type: bool, no_value: true, supplement: true}',
        '      to: {ranges: [["1.0.0", ~]], type: string}',
    ]


def test_what_a_partial_text_leaves_out_is_not_told() -> None:
    assert told(Program("sender", "post"), release("1.0.0", "cobra", "to", partial=True)) == [
        "flags:",
        '  to: {ranges: [["1.0.0", ~]], type: string}',
    ]
