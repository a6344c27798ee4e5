"""The states of the world and what each is called.

Here belong facts: ISO 3166-1 (pycountry) and CLDR English names (Babel) read from those libraries, and what they do not
have (M49 regions, capitals, zones, demonyms, cities, metonyms) from `knowledge/country*.csv`. Whether a form means its
state in a given sentence is not decided here but in `country_context.py`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from reading.data import rows

FormKind = Literal["name", "adjective", "abbreviation", "city", "region", "metonym", "prefix", "none"]

#: Letters that do not decompose into a plain one and a mark.
_STROKED = str.maketrans("łŁøØđĐıə", "lLoOdDie")


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory. `capital_name` and `capital_time_zone` are None where nobody governs on the spot."""

    country_code: str
    alpha2_code: str
    numeric_code: str | None
    country_name: str
    official_name: str | None
    region_code: str
    region_name: str
    subregion_code: str
    subregion_name: str
    capital_name: str | None
    capital_time_zone: str | None
    is_sovereign: bool


class Form(NamedTuple):
    """A form of the lexicon. `country_code` is None for a phrase that holds a form but means no state."""

    form: str
    country_code: str | None
    kind: FormKind
    guard: str
    is_exact: bool


@cache
def country_table() -> tuple[Country, ...]:
    """Return all states and territories of ISO 3166-1 and Kosovo, by code."""
    import pycountry  # noqa: PLC0415  (60 ms, only for those who read countries)
    from babel import Locale  # noqa: PLC0415

    english = Locale("en").territories
    regions = {row["subregion_code"]: row for row in rows("country_region.csv")}
    iso = {country.alpha_3: country for country in pycountry.countries}
    countries = []
    for row in rows("country.csv"):
        code = row["country_code"]
        known = iso.get(code)
        alpha2 = known.alpha_2 if known else "XK"
        region = regions[row["subregion_code"]]
        countries.append(
            Country(
                country_code=code,
                alpha2_code=alpha2,
                numeric_code=known.numeric if known else None,
                country_name=row["country_name"] or english[alpha2].replace(" & ", " and ").replace("’", "'"),
                official_name=getattr(known, "official_name", None),
                region_code=region["region_code"],
                region_name=region["region_name"],
                subregion_code=region["subregion_code"],
                subregion_name=region["subregion_name"],
                capital_name=row["capital_name"] or None,
                capital_time_zone=row["capital_time_zone"] or None,
                is_sovereign=row["is_sovereign"] == "true",
            )
        )
    return tuple(countries)


def _plain(form: str) -> str:
    """Write apostrophes and hyphens plainly; the matcher adds the typographic ones."""
    return form.replace("’", "'").replace("ʻ", "'").replace("–", "-").replace("‑", "-")


def _curated() -> Iterator[Form]:
    for row in rows("country_form.csv"):
        kind: FormKind = row["kind"]  # type: ignore[assignment]
        yield Form(row["form"], row["country_code"] or None, kind, row["guard"], row["case"] == "exact")


def _derived() -> Iterator[Form]:
    """Yield the names of ISO 3166-1 and CLDR, and the capitals."""
    import pycountry  # noqa: PLC0415

    iso = {country.alpha_3: country for country in pycountry.countries}
    for country in country_table():
        known = iso.get(country.country_code)
        names = (country.country_name, country.official_name, getattr(known, "name", None))
        for name in (*names, getattr(known, "common_name", None)):
            # An inverted name ('Korea, Republic of') is for indexes, no one writes it in a sentence.
            if name and "," not in name:
                yield Form(_plain(name.removeprefix("the ")), country.country_code, "name", "", False)
        if country.capital_name:
            yield Form(_plain(country.capital_name), country.country_code, "city", "", False)


def fold(text: str) -> str:
    """Return the text without diacritics."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(_STROKED)


def _variants(form: Form) -> Iterator[Form]:
    """Yield the form, its plural, and both without diacritics and in decomposed Unicode."""
    texts = [form.form]
    if form.kind == "adjective" and not form.form.endswith(("s", "sh", "ch", "ese", "men", "man", "yz")):
        texts.append(f"{form.form}s")
    for text in texts:
        yield form._replace(form=text)
        if not text.isascii():
            yield form._replace(form=unicodedata.normalize("NFD", text))
            if form.guard != "accent":  # 'Réunion' without its accent is another word
                yield form._replace(form=fold(text))


@cache
def country_forms() -> tuple[Form, ...]:
    """Return all forms; what is curated goes before what is derived, each spelling once."""
    forms: dict[str, Form] = {}
    spelt: set[str] = set()
    curated = list(_curated())
    listed = {form.form for form in curated}
    for source in (*curated, *(form for form in _derived() if form.form not in listed)):
        for form in _variants(source):
            if form.form in spelt or (form.form != source.form and form.form in listed):
                continue
            capitals = form.form.upper()
            is_exact = form.is_exact or (capitals in spelt and capitals != form.form)
            forms[form.form] = form._replace(is_exact=is_exact)
            spelt |= {form.form} if is_exact else {form.form, capitals}
    return tuple(forms.values())
