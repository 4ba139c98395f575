"""A certificate for programs that serve https."""

from __future__ import annotations

import subprocess
from pathlib import Path

from ..debian import UnavailableError
from .programs import DEADLINE

__all__ = ["certificate"]


def certificate(directory: Path) -> dict[str, bytes]:
    """``cert.pem`` and ``key.pem``, made in *directory* by openssl: for ``localhost``, by nobody but itself.

    :raises UnavailableError: there is no openssl, or it failed.
    """
    command = [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:127.0.0.2",
        "-keyout", "key.pem", "-out", "cert.pem",
    ]  # fmt: skip
    try:
        subprocess.run(command, cwd=directory, check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=DEADLINE)
    except (OSError, subprocess.SubprocessError) as error:
        raise UnavailableError(f"openssl made no certificate: {error}") from error
    return {name: (directory / name).read_bytes() for name in ("cert.pem", "key.pem")}
