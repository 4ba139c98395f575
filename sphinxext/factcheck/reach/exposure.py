"""Who reaches an address: somebody on the same host, on another host, in a pod.

What is said holds for a network as Kubernetes asks for it: hosts and pods reach one another, and nothing filters packets.
"""

from __future__ import annotations

from ipaddress import ip_address

from ..facts.model import Placement
from ..messages import Message, message
from .model import Answer, Exposure
from .values import EVERY_ADDRESS, OWN_ADDRESS

__all__ = ["exposure_of"]

_EVERYBODY = Exposure(Answer.YES, Answer.YES, Answer.YES)
_NOBODY_KNOWS = Exposure(Answer.UNKNOWN, Answer.UNKNOWN, Answer.UNKNOWN)


def exposure_of(address: str, placement: Placement) -> tuple[Exposure, Message]:
    """Who reaches *address*, on which a program that runs in *placement* listens, and why."""
    if not address:
        return _NOBODY_KNOWS, message("the address is not known")
    if address in (EVERY_ADDRESS, OWN_ADDRESS):
        return _of_own(address, placement)
    number = ip_address(address)
    if number.is_loopback:
        match placement:
            case Placement.HOST:
                return Exposure(Answer.YES, Answer.NO, Answer.NO), message(
                    "{address} is reached on its own host only", address=address
                )
            case Placement.POD | Placement.CONTAINER:
                return (
                    Exposure(Answer.NO, Answer.NO, Answer.NO),
                    message("{address} is reached in its own pod or container only", address=address),
                )
        return (
            Exposure(Answer.UNKNOWN, Answer.NO, Answer.NO),
            message("{address} is reached where the program runs, and nowhere else", address=address),
        )
    if number.is_link_local:
        return (
            Exposure(Answer.YES, Answer.UNKNOWN, Answer.UNKNOWN),
            message("{address} is an address of its own link", address=address),
        )
    return _of_own(address, placement)


def _of_own(address: str, placement: Placement) -> tuple[Exposure, Message]:
    shown = (
        message("every address") if address == EVERY_ADDRESS else message("its own address") if address == OWN_ADDRESS else None
    )
    what = shown if shown is not None else message("{address}", address=address)
    match placement:
        case Placement.HOST:
            return _EVERYBODY, message("{what} of the host is reached by everybody with a route to it", what=what)
        case Placement.POD:
            return _EVERYBODY, message("{what} of the pod is reached by hosts and pods of the cluster", what=what)
    return (
        Exposure(Answer.YES, Answer.UNKNOWN, Answer.UNKNOWN),
        message("{what} of a container is reached from other hosts only if its port is published", what=what),
    )
