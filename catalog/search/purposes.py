"""Words that tell who something is for, or how many pieces are wanted, and nothing of what it is."""

from collections.abc import Sequence

from catalog.search.quantities import pieces
from catalog.search.stop_words import STOP_WORDS
from catalog.search.typed import Typed

# Folded: those who buy here, and what they buy for.
_WORDS = """
evento eventos hotel hoteles hostal hostales hospedaje restaurante restaurantes restaurant cafeteria cafeterias
colegio colegios escuela escuelas instituto municipalidad municipio alcaldia hospital comedor comedores albergue
negocio negocios tienda tiendas bodega bodegas empresa empresas oficina oficinas fiesta fiestas cumpleanos
matrimonio boda aniversario feria ferias familia casa amigo amiga mama reunion reuniones vender revender
regalo regalos regalar llevar
"""
_BUYERS = frozenset(_WORDS.split())


def purpose(typed: Typed) -> tuple[int, ...]:
    """The words of «para un evento»; none where there is no such thing."""
    for start, word in enumerate(typed.folded):
        place = start + 1
        while place < len(typed.folded) and typed.folded[place] in STOP_WORDS:
            place += 1
        words = tuple(range(start, place + 1))
        if (
            word == "para"
            and place < len(typed.folded)
            and typed.folded[place] in _BUYERS
            and typed.free(words)
        ):
            return words
    return ()


def how_many(typed: Typed, asked: Sequence[int]) -> tuple[int, ...]:
    """The number that a search begins with, where it counts what comes after it: «500 panes»."""
    if len(asked) > 1 and pieces(typed.folded[asked[0]]) and typed.folded[asked[0] + 1].isalpha():
        return (asked[0],)
    return ()
