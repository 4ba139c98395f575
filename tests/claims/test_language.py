from __future__ import annotations

import pytest

from sphinxext.factcheck.claims.language import is_foreign


@pytest.mark.parametrize(
    "text",
    [
        "Die Option ist mit der Version 1.24 entfallen und wird nicht mehr gebraucht, was auch für den Port gilt.",
        "L'option est retirée dans la version 1.24 et le port est fermé pour les autres; vous avez une solution avec le port.",
        "La opción desaparece en la versión 1.24 y el puerto se cierra para los demás; una solución es el puerto seguro del servidor.",
        "Опция была удалена в версии 1.24, и порт больше не используется.",
        "このオプションは 1.24 で削除されました。ポートは使われていません。",
    ],
)
def test_other_languages(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The option is gone in 1.24, and the port of the scheduler is closed to all of those who ask for it.",
        "该参数在 1.24 版本中移除，端口不再使用。",
        "kubelet --network-plugin=cni",
        "The name of the option in German is the name that is used in the rest of the world: Die Option ist nicht mit der Version.",
    ],
)
def test_languages_that_are_read(text: str) -> None:
    assert not is_foreign(text)
