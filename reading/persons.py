"""Which mentions of names are one person: full names first, then initials and family names.

Here is decided which name-like runs are persons at all, and which person a short form means; two persons of one family
name stay apart. Where names and titles stand is found in `scene`, what stands around them in `signs`.
"""

from __future__ import annotations

from reading.columns import NONE
from reading.folding import part_spans
from reading.kernel import Codes, Hashes, Ints, Numbers, entry, kernel
from reading.person_columns import (
    F_ADDRESSED,
    F_AFTER,
    F_BESIDE,
    F_DOUBLE_LAST,
    F_FAMILY_ENDING,
    F_FULL,
    F_GIVEN_FIRST,
    F_IN_TITLE,
    F_INITIAL,
    F_LEADS,
    F_NAMED,
    F_PART,
    F_PLACED,
    F_PLAIN,
    F_RANK,
    F_SHIP,
    F_SPEAKER,
    F_SPEECH,
    F_WORD_NEXT,
    N_END,
    N_FIRST,
    N_FLAGS,
    N_NEXT,
    N_NEXT_IN_TEXT,
    N_PART,
    N_PARTS,
    N_PERSON,
    N_SHORT,
    N_START,
    N_STOP,
    N_TITLE,
    P_FIRST,
    P_FULLEST,
    P_LAST,
    P_MENTIONS,
    P_PART,
    P_PARTS,
    P_TITLED,
    T_COMPLEMENT,
    T_FLAGS,
    T_HEAD,
    T_NO_ADDRESS,
    T_PLURAL,
)

#: So many persons before are looked through for one of the same name, and so many of that family name.
_MAX_PERSONS, _MAX_BEARERS = 256, 20
_A, _E, _I, _M = (ord(letter) for letter in "aeim")
#: Columns of parts (see `folding.part_spans`).
_WORD, _LETTERS, _DIGRAPHS = range(3)
_LETTER = 21


@kernel
def _is_initial(letters: int) -> bool:
    return letters < 1 << _LETTER


@kernel
def _same_part(parts: Hashes, a: int, b: int) -> bool:
    """Are two parts of names the same, or one the initial of the other? Folding may have taken the Y of 'Yerzhan'."""
    if parts[a, _WORD] == parts[b, _WORD]:
        return True
    first, second = int(parts[a, _LETTERS]), int(parts[b, _LETTERS])
    if _is_initial(second) and not _is_initial(first):
        first, second = second, first
    if _is_initial(first):
        letter = second & ((1 << _LETTER) - 1)
        return first == letter or (first == _I and letter in (_A, _E))
    one, other = int(parts[a, _DIGRAPHS]), int(parts[b, _DIGRAPHS])
    return (one >> 8) & other != 0 or (other >> 8) & one & 0xFF != 0


@kernel
def _are_equal(parts: Hashes, a: int, b: int, n: int) -> bool:
    for number in range(n):  # noqa: SIM110 (kernels have no generators)
        if parts[a + number, _WORD] != parts[b + number, _WORD]:
            return False
    return True


@kernel
def _agrees(parts: Hashes, a: int, n_a: int, b: int, n_b: int) -> bool:
    """Is the shorter name [a, a + n_a) the longer one with parts left out or cut to initials?"""
    if n_a == n_b:
        for number in range(n_a):  # noqa: SIM110 (kernels have no generators)
            if not _same_part(parts, a + number, b + number):
                return False
        return True
    if not _is_initial(int(parts[a, _LETTERS])) and n_a < n_b and _are_equal(parts, a, b + n_b - n_a, n_a):
        return True
    if not _same_part(parts, a, b):
        return n_a == 1 and parts[a, _WORD] == parts[b + n_b - 1, _WORD]
    at = b
    for number in range(a, a + n_a):
        while at < b + n_b and not _same_part(parts, number, at):
            at += 1
        if at == b + n_b:
            return False
        at += 1
    return True


@kernel
def _is_inside(parts: Hashes, a: int, n_a: int, b: int, n_b: int) -> bool:
    """Do the parts stand side by side in the whole (family name first, or a double family name)?"""
    for at in range(b, b + n_b - n_a + 1):  # noqa: SIM110 (kernels have no generators)
        if _are_equal(parts, a, at, n_a):
            return True
    return False


@kernel
def _opens(parts: Hashes, a: int, n_a: int, b: int, n_b: int) -> bool:
    """Do two parts or more open the whole, perhaps cut to initials ('L. Arredondo' for 'Lucía Arredondo Soto')?"""
    if n_a < 2 or n_a > n_b:
        return False
    for number in range(n_a):  # noqa: SIM110 (kernels have no generators)
        if not _same_part(parts, a + number, b + number):
            return False
    return True


@kernel
def _variant(parts: Hashes, names: Numbers, people: Numbers, name: int, first: int, count: int) -> int:
    """The person of the same family name whose other parts agree ('Ann Lee', 'Ann B. Lee', 'A. Lee'), or -1."""
    part, n_parts = names[name, N_PART], names[name, N_PARTS]
    found, n_bearers = -1, 0
    for person in range(count - 1, max(first, count - _MAX_PERSONS) - 1, -1):
        other, n_other = people[person, P_PART], people[person, P_PARTS]
        if parts[other + n_other - 1, _WORD] != parts[part + n_parts - 1, _WORD]:
            continue
        if n_parts <= n_other:
            is_same = _agrees(parts, part, n_parts, other, n_other)
        else:
            is_same = _agrees(parts, other, n_other, part, n_parts)
        found = person if is_same else found
        n_bearers += 1
        if n_bearers == _MAX_BEARERS:
            break
    if found < 0 and n_bearers == 0 and names[name, N_TITLE] >= 0:
        return _cut(parts, names, people, name, first, count)
    return found


@kernel
def _cut(parts: Hashes, names: Numbers, people: Numbers, name: int, first: int, count: int) -> int:
    """The one person whose name goes on after this one ('Ambassador Nurul Hidayah' is Nurul Hidayah Osman), or -1."""
    part, n_parts, found = names[name, N_PART], names[name, N_PARTS], -1
    if n_parts < 2:
        return -1
    for person in range(count - 1, max(first, count - _MAX_PERSONS) - 1, -1):
        is_longer = people[person, P_PARTS] > n_parts
        if is_longer and _are_equal(parts, part, people[person, P_PART], n_parts):
            if found >= 0:
                return -1
            found = person
    return found


@kernel
def _is_of_title(names: Numbers, titles: Numbers, people: Numbers, person: int, head: int) -> bool:
    """Has a full mention of the person a title of this head?"""
    name = people[person, P_FIRST]
    while name >= 0:
        title = names[name, N_TITLE]
        if not names[name, N_SHORT] and title >= 0 and titles[title, T_HEAD] == head:
            return True
        name = names[name, N_NEXT]
    return False


@kernel
def _owners(
    parts: Hashes,
    names: Numbers,
    titles: Numbers,
    people: Numbers,
    name: int,
    first: int,
    count: int,
    is_inner: bool,
    head: int,
) -> tuple[int, int, int]:
    """How many persons a short form can mean, one of them, and how many bear the family name.

    With `is_inner` the form may be any stretch of the name; with a `head` the person must have such a title.
    """
    part, n_parts = names[name, N_PART], names[name, N_PARTS]
    n_found, owner, n_bearers = 0, -1, 0
    for person in range(count - 1, max(first, count - _MAX_PERSONS) - 1, -1):
        other, n_other = people[person, P_PART], people[person, P_PARTS]
        if is_inner:
            is_same = _is_inside(parts, part, n_parts, other, n_other) or _opens(parts, part, n_parts, other, n_other)
        elif parts[other + n_other - 1, _WORD] == parts[part + n_parts - 1, _WORD]:
            n_bearers += 1
            owner = person if n_found == 0 else owner
            is_same = _agrees(parts, part, n_parts, other, n_other)
        else:
            continue
        if is_same and (head < 0 or _is_of_title(names, titles, people, person, head)):
            owner = person
            n_found += 1
        if n_bearers == _MAX_BEARERS:
            break
    return n_found, owner, n_bearers


@kernel
def _owner(
    parts: Hashes, names: Numbers, titles: Numbers, people: Numbers, name: int, first: int, count: int
) -> tuple[int, int]:
    """How many persons a short form means, and the last of them: one if its title is that of only one of several."""
    title, is_inner, head = names[name, N_TITLE], False, NONE
    n_known, known = 0, NONE
    for _ in range(3):
        n_found, owner, n_bearers = _owners(parts, names, titles, people, name, first, count, is_inner, head)
        if head >= 0:
            return (n_found, owner) if n_found else (n_known, known)
        if n_found == 0 and n_bearers == 1 and int(parts[names[name, N_PART], _LETTERS]) == _M:
            return 1, owner  # 'M. de Brissac' is Monsieur
        n_known, known = n_found, owner
        is_addressed = names[name, N_FLAGS] & F_ADDRESSED != 0
        if (title < 0 and not is_addressed) or n_found == 1 or (is_inner and n_found == 0):
            break
        if n_found == 0:
            is_inner = True
        elif title >= 0:
            head = titles[title, T_HEAD]
        else:
            break
    return n_known, known


@kernel
def _is_evident(names: Numbers, name: int) -> bool:
    """Is a name-like run of two words or more a person?"""
    flags = names[name, N_FLAGS]
    if names[name, N_TITLE] >= 0 or flags & F_ADDRESSED:
        return True
    if not flags & F_NAMED:
        return False
    if flags & F_BESIDE or (flags & F_SPEAKER and flags & F_PLAIN):
        return True  # a speaker of a transcript
    if flags & (F_SHIP | F_PART):
        return False
    if flags & F_GIVEN_FIRST:
        return names[name, N_STOP] - names[name, N_FIRST] < 5 and not flags & F_PLACED
    return not flags & F_IN_TITLE and flags & (F_FAMILY_ENDING | F_SPEECH) != 0


@kernel
def _is_sure_short(names: Numbers, titles: Numbers, name: int) -> bool:
    """Is a family name that no full name of the release explains a person of its own?"""
    flags, title = names[name, N_FLAGS], names[name, N_TITLE]
    is_one = names[name, N_STOP] - names[name, N_FIRST] == 1
    if is_one and flags & (F_INITIAL | F_PART):
        return False
    if title < 0 or flags & F_INITIAL:
        return title >= 0 or flags & F_ADDRESSED != 0 or (flags & F_INITIAL != 0 and flags & F_SPEECH != 0)
    facts = titles[title, T_FLAGS]
    if flags & F_AFTER and facts & T_COMPLEMENT and is_one and flags & F_NAMED:
        return flags & F_LEADS != 0
    if flags & F_AFTER or (facts & T_COMPLEMENT and flags & F_DOUBLE_LAST):
        return False
    return not is_one or not facts & (T_PLURAL | T_NO_ADDRESS)


@kernel
def _append(names: Numbers, people: Numbers, person: int, name: int) -> None:
    """Add a mention to a person."""
    names[name, N_PERSON] = person
    if people[person, P_FIRST] < 0:
        people[person, P_FIRST] = name
    else:
        names[people[person, P_LAST], N_NEXT] = name
    people[person, P_LAST] = name
    people[person, P_MENTIONS] += 1


@kernel
def _add_full(
    parts: Hashes, names: Numbers, people: Numbers, name: int, first: int, count: int, may_be_new: bool
) -> int:
    """Add a mention to the person of this name, or a new person; return the number of persons."""
    person = _variant(parts, names, people, name, first, count)
    if person < 0 and not may_be_new:
        return count
    if person < 0:
        person = count
        count += 1
        people[person, P_FIRST] = people[person, P_TITLED] = NONE
        people[person, P_MENTIONS] = people[person, P_PARTS] = 0
    if names[name, N_PARTS] > people[person, P_PARTS]:
        people[person, P_PART], people[person, P_PARTS] = names[name, N_PART], names[name, N_PARTS]
        people[person, P_FULLEST] = name
    _append(names, people, person, name)
    return count


@kernel
def _resolve_text(
    parts: Hashes, names: Numbers, titles: Numbers, people: Numbers, begin: int, stop: int, first: int
) -> int:
    """Gather the mentions of each person of a text; return the number of persons so far.

    First come the names that are evidently persons', then full names of the same persons, then short forms.
    """
    count = first
    for stage in range(3):
        for name in range(begin, stop):
            flags = names[name, N_FLAGS]
            is_full = flags & F_FULL != 0
            if not names[name, N_PARTS] or names[name, N_PERSON] >= 0 or is_full != (stage < 2):
                continue
            if stage == 0 and not _is_evident(names, name):
                continue
            if stage == 2:
                n_owners, owner = _owner(parts, names, titles, people, name, first, count)
                if n_owners == 1:
                    is_alone = not flags & F_WORD_NEXT and flags & (F_NAMED | F_SPEECH) != 0
                    if names[name, N_TITLE] >= 0 or flags & F_ADDRESSED or is_alone:
                        names[name, N_SHORT] = 1
                        _append(names, people, owner, name)
                if n_owners or not _is_sure_short(names, titles, name):
                    continue
            count = _add_full(parts, names, people, name, first, count, stage != 1)
    return count


@kernel
def _link(names: Numbers, people: Numbers, begin: int, stop: int) -> None:
    """Link the mentions of each person in their order in the text; `P_LAST` is then the first of them."""
    for name in range(stop - 1, begin - 1, -1):
        person = names[name, N_PERSON]
        if person >= 0:
            names[name, N_NEXT_IN_TEXT] = people[person, P_LAST]
            people[person, P_LAST] = name


@kernel
def _note_titled(names: Numbers, people: Numbers, person: int) -> None:
    """Note the first mention of a person with a title, ranks last."""
    name, ranked = people[person, P_FIRST], -1
    while name >= 0:
        if names[name, N_TITLE] >= 0:
            if not names[name, N_FLAGS] & F_RANK:
                people[person, P_TITLED] = name
                return
            ranked = name if ranked < 0 else ranked
        name = names[name, N_NEXT]
    people[person, P_TITLED] = ranked


@entry
def resolve(
    table: Codes,
    codes: Codes,
    first_name: Ints,
    names: Numbers,
    titles: Numbers,
    parts: Hashes,
    folded: Codes,
    people: Numbers,
    first_person: Ints,
) -> int:
    """Fill the persons of all texts, and for each name whose it is; return how many persons there are."""
    count, n_parts = 0, 0
    for text in range(len(first_name) - 1):
        first_person[text] = first = count
        begin, stop = first_name[text], first_name[text + 1]
        for name in range(begin, stop):
            names[name, N_PART] = n_parts
            n_parts = part_spans(table, codes, names[name, N_START], names[name, N_END], folded, parts, n_parts)
            names[name, N_PARTS] = n_parts - names[name, N_PART]
        count = _resolve_text(parts, names, titles, people, begin, stop, first)
        for person in range(first, count):
            _note_titled(names, people, person)
            people[person, P_LAST] = -1
        _link(names, people, begin, stop)
    first_person[len(first_name) - 1] = count
    return count
