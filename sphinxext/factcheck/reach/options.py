"""The words that a program is started with, read as its parser reads them: pflag, kingpin, or the package flag of Go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..facts.model import Flag, FlagSet, Presence
from ..messages import Message, message
from ..versions import Version
from .model import Argument, Step, Variable
from .values import Verdict, check_value

__all__ = ["Given", "Options", "read_options"]

_PRINTS = frozenset({"help", "help-long", "help-man", "version", "h"})
"""Flags with which a program prints something and ends."""
_FALSE = frozenset({"0", "f", "F", "FALSE", "false", "False"})
_HELP = frozenset({"help", "help-long", "help-man", "h", "version"})
"""Flags that the parsers bring themselves."""

_ALWAYS = frozenset({"bool", "int", "ip", "port"})
"""Grammars that programs hold their flags to even where these are passed over."""


@dataclass(frozen=True, slots=True)
class Given:
    """A value that a flag is given, in the order of the command line. *at*: where it stands."""

    flag: str
    value: str
    at: Argument


@dataclass(slots=True)
class Options:
    """What the words say. *given*: the flags by their own name, without dashes; *refused*: why the program does not take them;
    *missing*: what is not known of them.
    """

    given: dict[str, list[Given]] = field(default_factory=dict)
    refused: list[Step] = field(default_factory=list)
    missing: list[Message] = field(default_factory=list)
    open: set[str] = field(default_factory=set)
    """Flags whose value is not known."""
    prints: bool = False
    """Whether the program only prints something: its help, its version."""

    def value(self, flag: str) -> Given | None:
        """What *flag*, without dashes, is given last."""
        values = self.given.get(flag)
        return values[-1] if values else None


def read_options(
    words: Sequence[Argument],
    variables: Sequence[Variable],
    flags: FlagSet,
    version: Version,
    *,
    parser: str,
    operands: str,
    prefix: str = "",
    shadowed: str = "",
    repeatable: frozenset[str] = frozenset(),
    underscores: str = "",
    settled: frozenset[str] = frozenset(),
) -> Options:
    """The options that *words* and *variables* give.

    :param parser: ``pflag``, ``kingpin``, ``flag``; empty if it is another, then only names are looked at.
    :param operands: what becomes of words that are no flags: ``refused``, ``ignored``, or empty if that is not known.
    :param prefix: what the names of variables that stand for flags begin with.
    :param shadowed: what becomes of such a variable whose flag is given, too: ``refused``, ``ignored``, or empty if not known.
    :param repeatable: flags, without dashes, that may be given several times.
    :param underscores: whether ``_`` in the name of a flag is ``refused``.
    :param settled: flags, without dashes, of which it is known what an empty value means.
    """
    reader = _Reader(flags, version, parser, operands, repeatable, underscores)
    reader.settled = settled
    reader.read(words)
    options = reader.options
    typed = frozenset(options.given)
    for variable, flag in _standing_for_flags(variables, flags, version, prefix):
        if flag.name in typed:
            reader.shadow(flag, variable, shadowed)
        else:
            reader.take_variable(flag, variable)
    reader.finish()
    return options


def _standing_for_flags(
    variables: Sequence[Variable], flags: FlagSet, version: Version, prefix: str
) -> Iterator[tuple[Variable, Flag]]:
    """The variables that the program takes for flags in *version*, with the flag: ``ETCD_DATA_DIR`` is ``--data-dir``."""
    if not variables:
        return
    by_name: dict[str, Flag] = {}
    for each in flags.flags.values():
        if prefix:
            by_name[prefix + re.sub("[-.]", "_", each.name).upper()] = each
        if own := each.variable.at(version):
            by_name[own] = each
    for variable in variables:
        flag = by_name.get(variable.name)
        if flag is not None and flags.presence(flag.name, version) is Presence.PRESENT:
            yield variable, flag


class _Reader:
    def __init__(
        self, flags: FlagSet, version: Version, parser: str, operands: str, repeatable: frozenset[str], underscores: str
    ) -> None:
        self.options = Options()
        self.settled: frozenset[str] = frozenset()
        self._last: dict[str, tuple[Flag, str, Argument]] = {}
        self._flags = flags
        self._version = version
        self._parser = parser
        self._operands = operands
        self._repeatable = repeatable
        self._underscores = underscores

    def read(self, words: Sequence[Argument]) -> None:
        rest = list(reversed(words))
        while rest and not self.options.refused:  # the parsers end at the first mistake
            word = rest.pop()
            if word.text == "--":
                for operand in reversed(rest):
                    self._operand(operand)
                return
            if self._parser == "flag" and not (word.text.startswith("-") and len(word.text) > 1):
                # Go's own parser stops here: what follows are operands, flags or not.
                for operand in (word, *reversed(rest)):
                    self._operand(operand)
                return
            if self._parser == "kingpin" and word.text.startswith("@"):
                # Kingpin puts the words of that file in its place.
                self.options.missing.append(message("the file {path}", path=word.text[1:]))
            elif not word.text.startswith("-") or word.text == "-":
                self._operand(word)
            elif word.text.startswith("--") or self._parser == "flag" or self._takes_one_dash():
                self._long(word, rest)
            else:
                self._short(word, rest)

    def _operand(self, word: Argument) -> None:
        if not word.text:
            return
        if self._operands == "refused":
            self._refuse(message("{word!r} is no flag, and the program takes no other words", word=word.text), word)
        elif self._operands != "ignored":
            self.options.missing.append(message("what the program makes of the word {word!r}", word=word.text))

    def _long(self, word: Argument, rest: list[Argument]) -> None:
        body = word.text[2:] if word.text.startswith("--") else word.text[1:]
        name, equals, value = body.partition("=")
        if not name or (self._parser == "flag" and word.text.startswith("---")):
            self._refuse(message("{word!r} is no flag", word=word.text), word)
            return
        own = self._flags.canonical(name)
        if self._underscores == "refused" and "_" in name and own == name.replace("_", "-"):
            self._refuse(message("there is no flag {flag} in this release", flag=word.text.partition("=")[0]), word)
            return
        negated = own != name and self._parser == "kingpin" and name == f"no-{own}"
        flag = self._known(own, name, word)
        if flag is None:
            return
        if flag.no_value:
            if equals and self._parser == "kingpin":
                # Kingpin takes the value off, and it stands there as a word.
                self.add(flag, "false" if negated else "true", word)
                self._operand(Argument(value, word.span, word.sources))
                return
            self.add(flag, value if equals else ("false" if negated else "true"), word)
        elif equals:
            self.add(flag, value, word)
        elif rest and not (self._parser == "kingpin" and rest[-1].text.startswith("-") and len(rest[-1].text) > 1):
            following = rest.pop()
            self.add(flag, following.text, Argument(f"{word.text} {following.text}", word.span, word.sources))
        elif not self._parser and not self._is_sure(flag):
            self.add(flag, "true", word)
        else:
            self._refuse(message("{flag} needs a value", flag=f"--{flag.name}"), word)

    def _takes_one_dash(self) -> bool:
        """Whether long flags may be written with one dash; kingpin and pflag do not have it so, but a program may."""
        return bool(self._parser) and self._flags.dashes.at(self._version) == "any"

    def _is_sure(self, flag: Flag) -> bool:
        return bool(flag.type.at(self._version))

    def _known(self, own: str, name: str, word: Argument) -> Flag | None:
        """The flag that *name* is; ``None`` where there is none, or only what ends the program."""
        presence = self._flags.presence(own, self._version)
        flag = self._flags.flags.get(own)
        if presence is Presence.PRESENT and flag is not None:
            return flag
        if name in _HELP:
            self.options.prints = True
            return None
        if presence is Presence.ABSENT:
            self._refuse(message("there is no flag {flag} in this release", flag=word.text.partition("=")[0]), word)
        else:
            self.options.missing.append(message("whether this release has the flag {flag}", flag=word.text.partition("=")[0]))
            if flag is not None:
                return flag
        return None

    def _short(self, word: Argument, rest: list[Argument]) -> None:
        """Letters behind one dash: each is a flag of its own to pflag and kingpin; what follows one with a value is its value."""
        letters = word.text[1:]
        while letters:
            letter, letters = letters[0], letters[1:]
            flag = next((flag for flag in self._with_letter(letter)), None)
            if flag is None:
                if letter == "h" and not letters:
                    self.options.prints = True
                elif self._parser and self._is_whole():
                    self._refuse(
                        message("{word!r} is read as letters, and there is no flag -{letter}", word=word.text, letter=letter),
                        word,
                    )
                else:
                    self.options.missing.append(message("what {word!r} means", word=word.text))
                return
            if flag.no_value:
                if letters.startswith("="):
                    self.add(flag, letters[1:], word)
                    return
                self.add(flag, "true", word)
                continue
            if letters:
                self.add(flag, letters.removeprefix("="), word)
            elif rest:
                following = rest.pop()
                self.add(flag, following.text, word)
            else:
                self._refuse(message("{flag} needs a value", flag=f"-{letter}"), word)
            return

    def _with_letter(self, letter: str) -> Iterator[Flag]:
        for name, flag in self._flags.flags.items():
            if (flag.shorthand == letter or name == letter) and self._flags.presence(name, self._version) is not Presence.ABSENT:
                yield flag

    def _is_whole(self) -> bool:
        return any(self._version in each for each in self._flags.complete)

    def take_variable(self, flag: Flag, variable: Variable) -> None:
        """Take the value of *variable* for *flag*; what programs make of an odd one differs."""
        grammar = flag.values.at(self._version) or flag.type.at(self._version) or ""
        if variable.value is None or (not variable.value and flag.name in self.settled):
            self.options.missing.append(message("the value of {name}", name=variable.name))
            self.options.open.add(flag.name)
        elif variable.value and check_value(variable.value, grammar).refused is not None:
            self.options.missing.append(message("what becomes of {name}={value}", name=variable.name, value=variable.value))
            self.options.open.add(flag.name)
        elif variable.value:
            self.add(flag, variable.value, Argument(f"{variable.name}={variable.value}", variable.span))

    def add(self, flag: Flag, value: str, word: Argument) -> None:
        """Take *value* for *flag*."""
        values = self.options.given.setdefault(flag.name, [])
        said, type = flag.values.at(self._version) or "", flag.type.at(self._version) or ""
        grammar = said or type
        if said and said != type and self._parser == "pflag":
            # Pflag looks at the type of each value; what the program itself asks for, it asks of the last one.
            grammar = type
        if self._check(flag, value, grammar, word) and grammar != said:
            self._last[flag.name] = flag, value, word
        if values and self._parser == "kingpin" and flag.name not in self._repeatable and grammar not in ("list", "map"):
            if grammar:
                self._refuse(message("{flag} is given twice, and cannot be repeated", flag=f"--{flag.name}"), word)
            else:
                self.options.missing.append(message("whether {flag} may be repeated", flag=f"--{flag.name}"))
        values.append(Given(flag.name, value, word))
        if flag.name in _PRINTS and value not in _FALSE:
            self.options.prints = True

    def finish(self) -> None:
        """Look at what the program itself asks of the last value of a flag."""
        for flag, value, word in self._last.values():
            grammar = flag.values.at(self._version) or ""
            other = flag.ignored_with.at(self._version) or ""
            is_passed_over = any(each.value for each in self.options.given.get(other.lstrip("-"), ()))
            if is_passed_over and grammar not in _ALWAYS and not grammar.isdecimal():
                continue  # it is not looked at any further
            self._check(flag, value, grammar, word)

    def _check(self, flag: Flag, value: str, grammar: str, word: Argument) -> bool:
        """Refuse what does not keep to *grammar*; whether nothing is wrong with it."""
        settled = not value and flag.name in self.settled and grammar not in ("int", "port", "bool")
        if grammar == "duration" and self._parser in ("pflag", "flag"):
            grammar = "go-duration"
        verdict = Verdict() if settled else check_value(value, grammar)
        if verdict.refused is not None:
            self._refuse(message("{flag}: {reason}", flag=f"--{flag.name}", reason=verdict.refused), word)
        if verdict.unknown is not None:
            self.options.missing.append(verdict.unknown)
        return verdict.is_taken

    def shadow(self, flag: Flag, variable: Variable, means: str) -> None:
        """Pass over *variable*, or refuse it, for *flag* is typed."""
        if means == "refused" and variable.value != "":
            reason = message("{name} is refused beside {flag}", name=variable.name, flag=f"--{flag.name}")
            self.options.refused.append(Step(reason, variable.span))
        elif not means:
            self.options.missing.append(
                message("what becomes of {name} beside {flag}", name=variable.name, flag=f"--{flag.name}")
            )

    def _refuse(self, reason: Message, word: Argument) -> None:
        self.options.refused.append(Step(reason, word.span, word.sources))
