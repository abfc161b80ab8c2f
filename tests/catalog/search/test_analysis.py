"""The words of a text as they are kept and asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.search.analysis import MAX_TEXT, MAX_WORD, all_words, roots, stem, stems, words

MEETING = (
    *("queso quesos", "papa papas", "pan panes", "maní maníes", "maní manis", "maní manies", "ají ajíes"),
    *("ají ajis", "nuez nueces", "maíz maíces", "raíz raíces", "pez peces", "cuy cuyes", "cuy cuys"),
    *("rojo rojas", "roja rojos", "blanco blanca", "negro negras", "amarillo amarillas", "morado morada"),
    *("tomate tomates", "limón limones", "jabón jabones", "melón melones", "flor flores", "miel mieles"),
    *("sal sales", "col coles", "café cafés", "leche leches", "dulce dulces", "noche noches", "arete aretes"),
    *("guante guantes", "mate mates", "chompa chompas", "uva uvas", "oca ocas", "ajo ajos", "ave aves"),
    *("quinua QUINUA", "nativo nativas", "tejido tejidas", "fresca frescos", "tierno tiernas", "seco secas"),
    *("orgánico orgánica", "andino andinas", "peruano peruanas", "ayacuchano ayacuchana", "criollo criollas"),
    *("productor productoras", "tejedora tejedores", "agricultor agricultora", "panadero panaderas"),
    *("artesano artesanas", "cordero corderas", "gallina gallinas", "frejol frejoles", "frijol frijoles"),
    *("árbol árboles", "tamal tamales", "animal animales", "anís anises", "país países", "mes meses"),
    *("molido molida", "tostado tostadas", "hilado hilada", "piña pinas", "señora senoras", "cojín cojines"),
    *("yogur yogures", "collar collares", "pulsera pulseras", "huésped huéspedes", "chullo CHULLOS"),
    *("picante picantes", "verde verdes", "mantecoso mantecosa", "sabroso sabrosas", "medicinal medicinales"),
    *("bebé bebés", "menú menus", "plátano platanos", "rebozo rebozos", "luz luces", "lombriz lombrices"),
)
APART = (
    *("pan panela", "coco coca", "papa papaya", "mate mata", "sal salsa", "col cola", "plato plata"),
    *("pimiento pimienta", "manto manta", "puerto puerta", "banco banca", "bolso bolsa", "barro barra"),
    *("gorro gorra", "rosa rosquita", "mesa mes", "pera pero", "tuna tina", "lima limón", "coral corral"),
    *("hilo hila", "copa copo", "pata pato", "caña cana2", "pollo polla", "grano grana", "miel mielero"),
    *("haba habano", "cera cero", "palta palto", "pan pana", "sal sala", "queso quesillo", "oca oca2"),
    *("choclo chocolate", "cacao cacahuate", "vino vina", "punto punta", "tapa tapiz", "ropa ropero"),
)


@pytest.mark.parametrize("pair", MEETING)
def test_plural_and_gender_and_accents_meet(pair: str) -> None:
    one, other = pair.split()
    assert stems(one) == stems(other)


@pytest.mark.parametrize("pair", APART)
def test_other_words_stay_apart(pair: str) -> None:
    one, other = pair.split()
    assert stems(one) != stems(other)


def test_enough_is_told_of_what_meets_and_what_does_not() -> None:
    assert len(MEETING) >= 60
    assert len(APART) >= 25


def test_stop_words_are_left_out_and_numbers_kept() -> None:
    assert words("Guía de montaña a la laguna 69") == ["guia", "montana", "laguna", "69"]


def test_a_number_and_its_unit_stand_apart() -> None:
    assert words("Café 250g, 1.50 m y 1,200kg") == ["cafe", "250", "g", "1.50", "m", "1,200", "kg"]


def test_an_apostrophe_does_not_cut_a_word() -> None:
    assert words("Q'olle q’olle") == ["qolle", "qolle"]


def test_signs_and_pictures_are_no_words() -> None:
    assert words("🥔 (papa)* \u202epapa\u202c -- «papa»? \x00papa' OR 1=1;") == [
        *("papa", "papa", "papa", "papa", "or", "1", "1"),
    ]


def test_words_stand_in_their_order_with_stop_words_on_demand() -> None:
    assert all_words("miel en Oxapampa") == ["miel", "en", "oxapampa"]


@pytest.mark.parametrize(
    ("small", "word"),
    [
        *(("papitas", "papa"), ("quesito", "queso"), ("pancitos", "pan"), ("yuquita", "yuca")),
        *(("huevitos", "huevo"), ("cuycito", "cuy"), ("florcita", "flor"), ("choclito", "choclo")),
        *(("cafecito", "cafe"), ("lechecita", "leche"), ("ajicito", "aji"), ("saquito", "saco")),
    ],
)
def test_a_diminutive_tells_where_it_comes_from(small: str, word: str) -> None:
    assert stem(word) in {stem(root) for root in roots(small)}


@pytest.mark.parametrize("word", ["papa", "ito", "cita", "mito", "quinua"])
def test_what_is_no_diminutive_comes_from_nothing(word: str) -> None:
    assert roots(word) == ()


@given(st.text())
def test_any_text_gives_bounded_folded_words(text: str) -> None:
    for word in all_words(text):
        assert 0 < len(word) <= MAX_WORD
        assert word == word.lower()
        assert stem(word)


@given(st.from_regex(r"[a-z]{1,20}", fullmatch=True))
def test_the_plural_of_any_word_is_the_same_to_the_index(word: str) -> None:
    if word[-1] in "aeo" and len(word) > 3:
        assert stem(f"{word}s") == stem(word)


def test_of_a_long_text_only_the_beginning_is_read() -> None:
    assert words("ñandú *?(" * 100_000) == words(("ñandú *?(" * 100_000)[:MAX_TEXT])
    assert stems("a" * 1_000_000) == [stem("a" * MAX_WORD)]
