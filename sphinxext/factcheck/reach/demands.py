"""What a program asks of its flags and fields together: that one needs another, or has to be below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..facts.model import Order, Placement, Requirement
from ..findings import Span
from ..messages import Message, message
from ..versions import Version
from .files import FieldValue
from .model import Step
from .options import Options
from .values import measure

__all__ = ["Demands"]

_BOOLEANS = {
    "true": frozenset({"1", "t", "T", "TRUE", "true", "True"}), "false": frozenset({"0", "f", "F", "FALSE", "false", "False"}),
}  # fmt: skip
"""The values of a boolean flag, as ``strconv.ParseBool`` takes them."""


@dataclass(frozen=True, slots=True)
class Demands:
    """What a program is told, to be held against what it asks for: *options* but for those *passed* over, and *fields*.

    *unread*: *fields* are not those of the file, as it was not given.
    """

    options: Options
    passed: Mapping[str, Step]
    fields: Mapping[str, Sequence[FieldValue]]
    version: Version
    unread: bool = False

    def unmet(self, needs: Sequence[Requirement], placement: Placement) -> tuple[list[Step], list[Message]]:
        """What it does not get: reasons to refuse, and what it depends on that is not known."""
        refused: list[Step] = []
        missing: list[Message] = []
        for need in needs:
            if self.version not in need.range or any(self._is_exactly(name) for name in need.unless):
                continue
            asked = [name for name in need.given if self._is_given(name, need.even_empty)]
            if (need.given and not asked) or not all(self._is_given(name) for name in need.beside):
                continue
            if any(
                self._is_given(name, need.even_empty) or (name == "pod" and placement is Placement.POD) for name in need.needs
            ):
                continue
            wanted = " / ".join(name for name in need.needs if name != "pod")
            what = message("{names}", names=wanted or ", ".join(asked) or need.note)
            span = next((self._place(name) for name in asked if name.startswith("-")), None)
            in_file = any(not name.startswith("-") and name != "pod" for name in need.needs)
            if not need.refuses or (self.unread and in_file):
                missing.append(what)
            elif not need.needs:
                refused.append(Step(message("{names} is refused", names=", ".join(asked)), span, need.sources))
            elif asked:
                refused.append(
                    Step(message("{names} asks for {needed}", names=", ".join(asked), needed=what), span, need.sources)
                )
            else:
                refused.append(Step(message("the program asks for {needed}", needed=what), None, need.sources))
        return refused, missing

    def out_of_order(self, orders: Sequence[Order]) -> tuple[list[Step], list[Message]]:
        """Those that are not below the others that they have to be below: reasons to refuse, and what may be one."""
        refused: list[Step] = []
        missing: list[Message] = []
        for order in orders:
            names = (order.lower, order.upper)
            if self.version not in order.range or any(self._is_exactly(name) for name in order.unless):
                continue
            if not any(self._texts(name) for name in names):
                continue
            lower, upper = (self._size(name, usual, order) for name, usual in zip(names, order.defaults, strict=True))
            if lower is None or upper is None or lower < upper or (order.equal and lower == upper):
                continue
            text = message("{lower} is not below {upper}", lower=order.lower, upper=order.upper)
            if order.refuses:
                span = next((self._place(name) for name in names if name.startswith("-") and self._texts(name)), None)
                refused.append(Step(text, span, order.sources))
            else:
                missing.append(text)
        return refused, missing

    def _size(self, name: str, usual: str, order: Order) -> float | None:
        given = self._texts(name)[-1:]
        size = measure(given[0]) if given else measure(usual)
        return measure(usual) if order.zero and size == 0 else size

    def _place(self, name: str) -> Span | None:
        given = self.options.given.get(name.lstrip("-").partition("=")[0])
        return given[-1].at.span if given else None

    def _texts(self, name: str) -> list[str]:
        if name.startswith("-"):
            return [each.value for each in self.options.given.get(name.lstrip("-"), []) if name.lstrip("-") not in self.passed]
        below = (f"{name}.", f"{name}[")
        return [each.text for path, values in self.fields.items() if path == name or path.startswith(below) for each in values]

    def _is_given(self, name: str, even_empty: bool = False) -> bool:
        setting, equals, part = name.partition("=")
        texts = self._texts(setting)
        if equals and not part:
            return any(not text for text in texts)
        if equals:
            return any(part in text or text in _BOOLEANS.get(part, ()) for text in texts)
        if even_empty:
            return bool(texts)
        # What is given with nothing in it says nothing; of a flag, the last one counts.
        return any(texts[-1:] if setting.startswith("-") else texts)

    def _is_exactly(self, setting: str) -> bool:
        name, equals, value = setting.partition("=")
        if not equals:
            return self._is_given(name)
        return any(text == value or text in _BOOLEANS.get(value, ()) for text in self._texts(name)[-1:])
