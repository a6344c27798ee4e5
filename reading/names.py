"""Capitalized words and the shapes of personal names: what both `officials` and `organizations` build on.

Here belongs what a word is (function word, ordinary word, given name, initial, acronym), which of them can make up a
name, and how two spellings of one name fold into one key. Titles are in `titles`, bodies in `organizations`.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

KNOWLEDGE = Path(__file__).parent / "knowledge"

_UPPER = "A-Z" + "".join(chr(code) for code in range(0x80, 0x2000) if chr(code).isupper() or chr(code).istitle())
# The look-behind stands after the first letter, so that the search can skip to capitals.
_WORD = re.compile(rf"[{_UPPER}](?<!\w.)(?:\.(?:[{_UPPER}]\.){{0,4}}|\w*(?:['’‘ʻʼ`‑-]\w+)*)")
#: Lower-case beginnings of one word with its capitalized rest: 'al-Sabah', 'd’Affaires'.
_PREFIXES = ("al-", "el-", "ad-", "an-", "ar-", "as-", "ash-", "at-", "az-", "d'", "d’", "l'", "l’")
_POSSESSIVE = frozenset({"'s", "’s", "'S", "’S"})
#: How the last part of a compound of a name and an English word ends.
_COMPOUND_ENDINGS = (
    "ed",
    "ing",
    "wide",
    "style",
    "level",
    "born",
    "made",
    "run",
    "held",
    "bound",
    "friendly",
    "free",
)
_ENGLISH_SUFFIX = ("tion", "tions", "ment", "ments", "ness", "ship", "ships", "ities", "ology", "ological", "ization")

#: Two letters stand for one Cyrillic one in transliterated initials ('Yu. Ivanov').
#: So do cut forms of given names ('Md. Karim', 'Ma. Lourdes').
_DIGRAPH_INITIALS = frozenset({"yu", "zh", "sh", "ya", "ch", "kh", "ts", "ye", "dzh", "md", "mohd", "ma"})
#: Kinds a personal name is made of; `double` is also an English word and needs company.
NAME_KINDS = frozenset({"name", "given", "double", "initial"})
#: What may stand between two parts of a name. Lower-case particles of Arabic, Romance and Germanic names.
NAME_GAPS = frozenset(
    {" ", " bin ", " bint ", " ibn ", " ben ", " bar ", " van ", " van der ", " van den ", " van de ", " ten ", " ter "}
    | {" von ", " von der ", " zu ", " de ", " de la ", " de las ", " de los ", " del ", " della ", " di ", " da "}
    | {" das ", " do ", " dos ", " du ", " des ", " y ", " e ", " el ", " al ", " ul ", " ud ", " ur ", " la ", " le "}
    | {" oglu ", " oghlu ", " ogly ", " kyzy ", " qyzy ", " qizi ", " uulu ", " ugli ", " uly ", " bin Al ", " binti "}
    | {
        " bte ",
        " af ",
        " av ",
        " vom ",
        " zum ",
        " zur ",
        " ould ",
        " mint ",
        " ag ",
        " arap ",
        " ole ",
        " i ",
    }
)
#: Family names may open with one of these; the family name is then more than the last word.
FAMILY_PREFIXES = frozenset(
    {"al", "el", "bin", "ibn", "ben", "bint", "van", "von", "der", "den", "de", "da", "dos", "del", "di", "du", "la"}
    | {"le", "st", "san", "ter", "ten", "ould", "della", "das", "do", "mac", "abu", "bani", "bou", "al-", "o"}
)
MAX_NAME_WORDS = 8
#: Longer gaps join nothing, so their text does not matter.
MAX_GAP = 16


class Word(NamedTuple):
    """A capitalized word without its possessive ending; `gap` is what stands before the next one.

    Where a text is laid out for titles, a piece of several words (a title, a state, a body) is one such unit: `tag`
    says what it is, `ref` what stands behind it.
    """

    start: int
    end: int
    kind: str
    lower: str
    gap: str
    tag: str = "word"
    ref: object = None


def rows(file_name: str) -> list[dict[str, str]]:
    """Read one csv of `knowledge` whose first line is a comment that names the source."""
    with (KNOWLEDGE / file_name).open(encoding="utf-8", newline="") as file:
        next(file)
        return list(csv.DictReader(file))


@cache
def word_kinds() -> dict[str, str]:
    """Kind of each word of the lexicon, in lower case; what is not in it may be part of a name."""
    kinds = {row["word"]: "common" for row in rows("name_common.csv")}
    kinds.update((row["word"], row["class"]) for row in rows("name_word.csv"))
    return kinds


def _kind(word: str) -> str:
    """Kind of one capitalized word by lexicon, then by shape."""
    lower = word.lower().replace("’", "'")
    if word[-1] == "." or (len(word) == 1 and word not in "AIO"):
        return "initial"
    known = word_kinds().get(lower)
    if known is not None:
        return "acronym" if known == "double" and word.isupper() and len(word) < 4 else known
    if any(letter.isdigit() for letter in word):
        return "stop"
    if _is_english(lower):
        return "common"
    n_upper = sum(letter.isupper() for letter in word)
    is_acronym = n_upper > 1 and len(word) < 6 and (word.isupper() or word[-1] == "s")
    return "acronym" if is_acronym else "name"


def _is_english(lower: str) -> bool:
    """Is a word that the lexicon does not have a plural, a derivation or a compound of what it has?"""
    kinds = word_kinds()
    if lower.endswith(_ENGLISH_SUFFIX) or (lower.endswith("s") and kinds.get(lower[:-1]) in ("common", "stop")):
        return True
    parts = [kinds.get(part, "name") for part in re.split("[-‑]", lower)]
    if len(parts) < 2 or "given" in parts:
        return False
    if all(part in ("common", "stop", "function", "verb") for part in parts):
        return True
    # 'Geneva-based', 'Nordic-led', but not 'Ansa-Sow'
    return parts[-1] in ("common", "verb") and lower.endswith(_COMPOUND_ENDINGS)


@lru_cache(maxsize=65536)
def _look_up(surface: str) -> tuple[str, str, int]:
    """Kind and lower case of a word as written, and the length of its possessive ending."""
    ending = 2 if surface[-2:] in _POSSESSIVE and len(surface) > 2 else 0
    word = surface[: len(surface) - ending]
    return _kind(word), word.lower(), ending


@lru_cache(maxsize=8)
def capitalized(full: str) -> tuple[Word, ...]:
    """Return the capitalized words of a text in order, with the stretch of text that follows each."""
    words: list[Word] = []
    start, end, kind, lower = -1, 0, "", ""
    for match in _WORD.finditer(full):
        begin, stop = match.span()
        if full[begin - 1] == "-" or full[begin - 1] in "'’":
            prefix = next((each for each in _PREFIXES if full.endswith(each, 0, begin)), "")
            if not prefix and full[begin - 1] == "-" and begin:
                continue
            begin -= len(prefix)
        if start >= 0:
            words.append(_word(full, (start, end), kind, lower, begin))
        kind, lower, ending = _look_up(full[begin:stop])
        start, end = begin, stop - ending
    if start >= 0:
        words.append(_word(full, (start, end), kind, lower, len(full)))
    return tuple(words)


def _word(full: str, span: tuple[int, int], kind: str, lower: str, following: int) -> Word:
    """A word with the gap to the next; two letters can be one initial ('Yu. Ivanov')."""
    start, end = span
    gap = full[end:following] if following - end <= MAX_GAP else full[end : end + MAX_GAP]
    if lower in _DIGRAPH_INITIALS and gap in (".", ". "):
        return Word(start, end + 1, "initial", lower, gap[1:])
    return Word(start, end, kind, lower, gap)


#: Orders and degrees that stand after a name.
_ORDERS = frozenset(
    {
        "ac",
        "ao",
        "am",
        "oam",
        "obe",
        "mbe",
        "cbe",
        "kbe",
        "dbe",
        "cmg",
        "kcmg",
        "gcmg",
        "kc",
        "qc",
        "mp",
        "mla",
        "mep",
        "td",
    }
    | {"phd", "md", "msc", "mba", "oon", "con", "ofr", "mfr", "cfr", "gcon", "mni", "oj", "od", "cd", "jp", "sc", "psc"}
)


def closes_name(word: Word, following: Word, is_long: bool) -> bool:
    """Can an ordinary word or an acronym be the last part of a name that began for sure?"""
    if following.gap[:1] == " " and following.gap.strip() == "":
        return False
    if following.kind == "acronym" and following.lower in _ORDERS:
        return False
    if following.kind == "acronym":
        return word.kind in ("given", "initial") or (word.kind in ("name", "acronym") and not is_long)
    return following.kind == "common" and (word.kind == "given" or (is_long and word.kind == "initial"))


_APOSTROPHES = re.compile(r"['’‘ʻʼ`´ʹ]")
_NOT_LETTERS = re.compile(r"[^\w]+|_")
_MUHAMMAD = re.compile(r"\bm[ou]h?am+[ae]d\b")
_DOUBLED = re.compile(r"\b(i{2,3})\b|(\w)\2+")
_FOLDINGS = (("q", "k"), ("ij", "i"), ("y", "i"), ("iie", "ie"), ("aie", "ae"), ("eie", "ee"), ("oie", "oe"))
_SPECIAL = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Fold case, diacritics, apostrophes and the commonest differences of transliteration."""
    text = unicodedata.normalize("NFKD", name.casefold().translate(_SPECIAL))
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = _NOT_LETTERS.sub(" ", _APOSTROPHES.sub("", text)).strip()
    text = _MUHAMMAD.sub("mohamed", text)
    text = re.sub(r"\by(?=[ea])", "", text) if " " in text or len(text) > 3 else text
    for spelling, folded in _FOLDINGS:
        text = text.replace(spelling, folded)
    return _DOUBLED.sub(lambda match: match[1] or match[2], text)  # but 'Charles III' is not 'Charles I'


def name_parts(name: str) -> list[str]:
    """Folded parts of a name; a hyphen joins, so that 'Holm-Berg' is one part."""
    return [part for part in (fold(piece).replace(" ", "") for piece in re.split(r"[\s.]+", name)) if part]


def official_key(name: str) -> str:
    """Return the key of a person: the name folded, without middle initials.

    Two spellings of one name ('Tokayev', 'Toqayev', 'Tokaev') have one key. A leading initial stays.
    """
    parts = name_parts(name)
    kept = [part for number, part in enumerate(parts) if len(part) > 1 or number in (0, len(parts) - 1)]
    if parts and len(parts[0]) == 1 and sum(len(part) > 1 for part in parts) == 1:
        kept = parts  # 'S.P.C. Perera': the initials are all there is
    return " ".join(kept)
