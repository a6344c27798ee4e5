"""The contenders: Chancery's full reading, and other libraries on the same texts.

Each is a function that loads what it needs (its time is not measured) and returns a `Reader`. Peers only look for
phrases; each gets its fastest documented way of doing so and gives (start, end, what) for each match, with longest
match and word boundaries as far as it knows them. Peers are an extra (`bench`), so each is imported where it is used,
as is `reading/`: the process that starts the others has to stay small.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NamedTuple

from benchmarks.generate import Release

#: A match: first code point, code point behind the last, key of the phrase or name of the entity.
Match = tuple[int, int, Any]
#: What a batch gives: from Chancery tables by name (Arrow), from a peer a list of matches for each release.
Found = dict[str, Any] | list[list[Match]]
Reader = Callable[[Sequence[Release]], Found]


class Contender(NamedTuple):
    """Who takes part; `share` is the part of the releases that it reads in a round, less for the slow ones."""

    name: str
    label: str
    looks_for: str
    library: str
    share: float
    load: Callable[[], Reader]

    def installed(self) -> str | None:
        """Return the version of its library, None if that is not installed."""
        try:
            return version(self.library)
        except PackageNotFoundError:
            return None


def text_of(release: Release) -> str:
    """Return title and body as one text, as Chancery reads them. Costs less than a hundredth of the fastest search."""
    return f"{release.title}\n{release.body}"


def count_found(found: Found) -> int:
    """Return how many mentions (Chancery) or matches (peers) were found."""
    if isinstance(found, dict):
        return int(found["stg_mention"].num_rows)
    return sum(map(len, found))


def state_forms() -> list[str]:
    """Return all forms of all states that Chancery looks for."""
    from reading import countries

    return sorted({phrase.form for phrase in countries.phrases()})


def all_forms() -> list[str]:
    """Return the forms of all readers: states, organizations, titles, events, topics."""
    from reading import countries, events, officials, organizations, topics

    readers = (countries, organizations, officials, events, topics)
    return sorted({phrase.form for reader in readers for phrase in reader.phrases()})


def load_chancery() -> Reader:
    """From text to Arrow tables of countries, officials, organizations, topics and events, with their mentions."""
    from reading.tables import Version, read_versions

    def read(releases: Sequence[Release]) -> Found:
        versions = [Version(str(number), *release) for number, release in enumerate(releases)]
        return read_versions(versions)

    return read


def load_flashtext(forms: Sequence[str]) -> Reader:
    """A trie of characters walked in Python; case-sensitive, which is its faster way."""
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=True)
    for form in forms:
        processor.add_keyword(form)

    def read(releases: Sequence[Release]) -> Found:
        found = [processor.extract_keywords(text_of(release), span_info=True) for release in releases]
        return [[(start, end, form) for form, start, end in matches] for matches in found]

    return read


def load_phrase_matcher(forms: Sequence[str]) -> Reader:
    """Compare tokens of a blank English pipeline; overlapping matches are left in, to its advantage."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("PHRASE", [nlp.make_doc(form) for form in forms])

    def read(releases: Sequence[Release]) -> Found:
        docs = nlp.pipe(text_of(release) for release in releases)
        spans = (matcher(doc, as_spans=True) for doc in docs)
        return [[(span.start_char, span.end_char, span.text) for span in found] for found in spans]

    return read


def load_entity_ruler(forms: Sequence[str]) -> Reader:
    """The same as a component of the pipeline, which also settles overlaps (longest first)."""
    import spacy

    nlp = spacy.blank("en")
    ruler: Any = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PHRASE", "pattern": form, "id": form} for form in forms])

    def read(releases: Sequence[Release]) -> Found:
        docs = nlp.pipe(text_of(release) for release in releases)
        return [[(span.start_char, span.end_char, span.ent_id_) for span in doc.ents] for doc in docs]

    return read


def load_ahocorasick(forms: Sequence[str]) -> Reader:
    """The automaton that Chancery also uses, with the plain filter that one would write: boundaries, then longest."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    automaton = AhoCorasick(forms, matchkind=MatchKind.Standard)

    def is_word(character: str) -> bool:
        return character.isalnum() or character == "_"

    def search(text: str) -> list[Match]:
        hits = sorted(
            (start, -end, number)
            for number, start, end in automaton.find_matches_as_indexes(text, overlapping=True)
            if not (start and is_word(text[start - 1]) and is_word(text[start]))
            and not (end < len(text) and is_word(text[end]) and is_word(text[end - 1]))
        )
        kept: list[Match] = []
        reached = 0
        for start, minus_end, number in hits:
            if start >= reached:
                reached = -minus_end
                kept.append((start, reached, forms[number]))
        return kept

    return lambda releases: [search(text_of(release)) for release in releases]


def load_flashgeotext() -> Reader:
    """Flashtext over the states and cities that it brings."""
    from flashgeotext.geotext import GeoText
    from loguru import logger

    logger.disable("flashgeotext")
    geotext = GeoText()

    def search(text: str) -> list[Match]:
        kinds = geotext.extract(input_text=text, span_info=True).values()
        return [(*span, name) for places in kinds for name, place in places.items() for span in place["span_info"]]

    return lambda releases: [search(text_of(release)) for release in releases]


def load_country_ner() -> Reader:
    """country_named_entity_recognition: regular expressions over the names of ISO 3166-1, with a rule for Georgia."""
    from country_named_entity_recognition import find_countries

    def search(text: str) -> list[Match]:
        return [(*match.span(), country.alpha_3) for country, match in find_countries(text)]

    return lambda releases: [search(text_of(release)) for release in releases]


_CONTENDERS = (
    Contender("chancery", "Chancery, full reading", "everything", "chancery", 1, load_chancery),
    Contender("flashtext", "flashtext", "states", "flashtext", 1, lambda: load_flashtext(state_forms())),
    Contender("flashtext-all", "flashtext", "all phrases", "flashtext", 1, lambda: load_flashtext(all_forms())),
    Contender("ahocorasick", "ahocorasick-rs", "states", "ahocorasick-rs", 1, lambda: load_ahocorasick(state_forms())),
    Contender(
        "ahocorasick-all", "ahocorasick-rs", "all phrases", "ahocorasick-rs", 1, lambda: load_ahocorasick(all_forms())
    ),
    Contender(
        "phrase-matcher", "spaCy PhraseMatcher", "states", "spacy", 0.25, lambda: load_phrase_matcher(state_forms())
    ),
    Contender("entity-ruler", "spaCy EntityRuler", "states", "spacy", 0.25, lambda: load_entity_ruler(state_forms())),
    Contender("flashgeotext", "flashgeotext", "its own places", "flashgeotext", 0.5, load_flashgeotext),
    Contender(
        "country-ner",
        "country_named_entity_recognition",
        "its own states",
        "country-named-entity-recognition",
        0.1,
        load_country_ner,
    ),
)

#: By name, Chancery first.
CONTENDERS = {contender.name: contender for contender in _CONTENDERS}
