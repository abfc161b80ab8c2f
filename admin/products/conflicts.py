"""Two people wrote on one product: what each says, field by field, with the photos as one."""

from admin.households.conflicts import Conflict, Difference, Side, compare
from admin.products import words
from admin.products.pages import COMPARED, ProductEdit, say, say_photos, typed_of
from admin.products.uploads import as_lines
from admin.products.values import PhotoValue, ProductValues


def compare_versions(form: ProductEdit, photos: tuple[PhotoValue, ...], kept: ProductValues) -> Conflict:
    """What a form and its photos say beside the version that stands by now."""
    conflict = compare(form, COMPARED, typed_of(form, kept), lambda name, typed: say(form, name, typed))
    mine, theirs = as_lines(photos), as_lines(kept.photos)
    if mine == theirs:
        conflict.same["photos"] = mine
    else:
        yours, others = say_photos(len(photos)), say_photos(len(kept.photos))
        label = words.fields()["photos"]
        conflict.differences.append(Difference("photos", label, Side(mine, yours), Side(theirs, others)))
    return conflict
