"""Fit the linear models of the readers to labelled releases.

`python -m reading.fitting` writes `knowledge/*_weight.csv`.

The models are logistic regressions of scikit-learn (the extra `fit`), fitted in the order in which the readers ask for
them, since the features of one may hold what another decided. A feature that speaks for one label has the same weight
for all labels; the others have one for each. Weights too small to matter are left out. Held out are
the labels of `releases.jsonl` and those that `labelled.split_held_out` sets apart: with them a model is judged.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import coo_matrix, csr_matrix, diags, hstack, vstack
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression

from reading.accuracy import Label
from reading.columns import Columns
from reading.country_forms import country_table
from reading.data import KNOWLEDGE
from reading.event_features import event_features, event_model
from reading.event_lexicon import event_type_table
from reading.kernel import Floats, Ints, Octets
from reading.labelled import LABELLED, SHARED, LabelledSet, load_corpus, load_releases, split_held_out
from reading.linear import EACH, Features
from reading.meaning import meaning_features, word_features
from reading.model import Text
from reading.release import read_columns
from reading.role_features import role_features, role_model
from reading.topic_features import presence_model, subject_model, topic_features
from reading.topics import topic_table

#: Weights nearer to 0 than this are left out; those of words, which many texts share, add up.
_LEAST, _LEAST_OF_WORD = 0.05, 0.03
#: A feature of a text must be seen in so many; a word, of which there are many, in more.
_FEWEST, _FEWEST_OF_WORD = 3, 15
#: By how much the directions of meaning are stretched while a model is fitted, so that their weights may be larger.
_STRETCH = 4.0
#: How much a release of our own counts: it stands for publishers of which there are no others; and a text of a few
#: sentences, of which ministries publish none.
_OWN, _SHORT = 2.0, 0.3
_SHORT_CHARS = 600
#: How much a title alone counts, beside the release.
_TITLE = 0.3
#: How strongly weights of a choice are held near 0: those of one label, and (its inverse) those that labels share.
_HOLD, _FREEDOM_OF_SHARED = 3.0, 10.0
#: A release with many states counts for more than one with few, but not by as much.
_BY_RELEASE = 0.7
#: So many parts the releases are read in, each by a model of events that was fitted to the others.
_N_PARTS = 5
_SOURCE = "# source: fitted by `python -m reading.fitting` to labelled releases; do not edit"

#: Feature, label ('' for whichever) and weight.
Weight = tuple[str, str, float]
Labelled = Sequence[tuple[Text, Label]]
#: Releases and what was read of them.
Part = tuple[Labelled, Columns]


def labelled_releases(shared: Path = SHARED) -> Iterator[tuple[Text, Label]]:
    """Yield the releases that models are fitted to: our own, and those of the corpus if it is there."""
    sets: list[LabelledSet] = [load_releases(LABELLED / "fitting.jsonl")]
    if (shared / "corpus").is_dir():
        sets.append(split_held_out(load_corpus(LABELLED / "corpus.jsonl", shared / "corpus"))[0])
    for one in sets:
        yield from zip(one.texts, one.labels, strict=True)


def fit_events(releases: Labelled) -> list[Weight]:
    """Return the weights for the type of the main event; a case is a text with a type, of which one is right."""
    names, types = event_features(), [entry.event_type_code for entry in event_type_table()]
    named = (*names, *meaning_features())
    right = np.array([types.index(label["event"]["type"]) for _, label in releases])
    counts = np.array([_worth(label) for _, label in releases])
    # A title whose cues tell the type must be enough, so it is a text, too.
    titles = read_columns([Text(text.title, "", text.home_country_code) for text, _ in releases])
    tells = _likely(titles.event_features, len(releases)) == right
    own, each = _choices(read_columns([text for text, _ in releases]), names, len(types))
    own_titles, each_titles = _choices(titles, names, len(types))
    shared, by_type = _fit_choice(
        vstack([own, own_titles[np.repeat(tells, len(types))]]).tocsr(),
        vstack([_without_rare(each, names), _without_rare(each_titles, names)[tells]]).tocsr(),
        np.append(right, right[tells]),
        np.append(counts, counts[tells] * _TITLE),
        _least_of(named),
    )
    by_type[len(names) :] *= _STRETCH
    return [*_weights(names, [""], [shared], [0.0]), *_weights(named, types, by_type.T, np.zeros(len(types)))]


def _choices(columns: Columns, names: Sequence[str], n_labels: int) -> tuple[Any, Any]:
    """Return what speaks for one label alone (a row a text and label), and what speaks for each (a row a text)."""
    texts = np.arange(len(columns.texts.title_end))
    text, label = np.repeat(texts, n_labels), np.tile(np.arange(n_labels), len(texts))
    cases = _cases(columns.event_features, columns.meaning.vector, text, label, names)
    return cases.own.tocsr(), cases.each


def _likely(features: Features, n_texts: int) -> Ints:
    """Return the type that cues alone would choose for each text."""
    text, label = _rows(features)
    is_likely = features.feature[: features.first[-1]] == event_features().index("own first")
    likely = np.full(n_texts, EACH)
    likely[text[is_likely]] = label[is_likely]
    return likely


def _fit_choice(own: Any, each: Any, right: Ints, counts: Floats, least: Floats) -> tuple[Floats, Floats]:
    """Return weights by which the right one of several labels scores highest: a conditional logistic regression.

    `own` has a row a text and label, `each` a row a text; `right` is the label of each text. Returned are the shared
    weights and those by feature and label. Weights below the least ones of their features are 0, and the others make up
    for them. Scikit-learn has no model of a choice in which labels share weights.
    """
    n_texts, n_own, n_each = each.shape[0], own.shape[1], each.shape[1]
    n_labels = own.shape[0] // n_texts
    rows, own_across, each_across = np.arange(n_texts), own.T.tocsr(), each.T.tocsr()
    hold = np.concatenate([np.full(n_own, 1 / _FREEDOM_OF_SHARED), np.full(n_each * n_labels, _HOLD)])

    def loss(weights: Floats, is_free: Octets) -> tuple[float, Floats]:
        scores = each @ weights[n_own:].reshape(n_each, -1) + (own @ weights[:n_own]).reshape(n_texts, -1)
        chances = softmax(scores, axis=1)
        value = -(counts * np.log(chances[rows, right])).sum() + 0.5 * (hold * weights**2).sum()
        chances[rows, right] -= 1.0
        chances *= counts[:, np.newaxis]
        slope = np.concatenate([own_across @ chances.ravel(), (each_across @ chances).ravel()])
        return value, (slope + hold * weights) * is_free

    found, is_free = np.zeros(len(hold)), np.ones(len(hold), np.uint8)
    for _ in range(2):
        found = minimize(loss, found, is_free, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
        is_free[n_own:] = np.abs(found[n_own:]) >= np.repeat(least, n_labels)
        found *= is_free
    return found[:n_own], found[n_own:].reshape(n_each, -1)


def fit_roles(parts: Sequence[Part]) -> list[Weight]:
    """Return the weights for a state being a partner."""
    names = role_features()
    seen, cases = [], []
    for releases, columns in parts:
        told = list(_role_cases(releases, columns))
        kept = [case for case, (right, _) in enumerate(told) if right is not None]
        seen.append(_of_each(columns.role_features, len(names))[kept])
        cases += [told[case] for case in kept]
    right, counts = zip(*cases, strict=True)
    model = LogisticRegression(C=0.3, max_iter=1000)
    found = _fit_kept(model, vstack(seen).tocsr(), right, counts, _least_of(names))
    return list(_weights(names, ["partner"], [found], model.intercept_))


def _role_cases(releases: Labelled, columns: Columns) -> Iterator[tuple[bool | None, float]]:
    """Yield for each case whether the state is a partner (None where no label tells) and how much it counts."""
    countries, codes = columns.countries, [country.country_code for country in country_table()]
    for number, (_, label) in enumerate(releases):
        role_of = {row["iso3"]: row["role"] for row in label.get("countries", ())}
        rows = countries.country[countries.first[number] : countries.first[number + 1]].tolist()
        states = [state for state in dict.fromkeys(rows) if state != columns.texts.home[number]]
        for state in states:
            role = role_of.get(codes[state])
            is_partner = None if role in (None, "home") else role == "partner"
            yield is_partner, _worth(label) / len(states) ** _BY_RELEASE


def fit_topics(field: str, parts: Sequence[Part]) -> list[Weight]:
    """Return the weights for a topic being in a field of the labels: `topics` or `main_topics`.

    A case is a text with a topic for which something speaks.
    """
    names, topics = topic_features(), [entry.topic_code for entry in topic_table()]
    found = [_topic_cases(columns, len(releases), names) for releases, columns in parts]
    all_labels = [label for releases, _ in parts for _, label in releases]
    first = np.cumsum([0, *(len(releases) for releases, _ in parts)])
    text = np.concatenate([cases.text + start for cases, start in zip(found, first, strict=False)])
    cases = Cases(
        text,
        np.concatenate([cases.label for cases in found]),
        vstack([cases.own for cases in found]),
        _without_rare(vstack([cases.each for cases in found]), names)[text],
    )
    right = [topics[topic] in all_labels[number][field] for number, topic in zip(text, cases.label, strict=True)]
    return _fit_cases(cases, right, [_worth(all_labels[number]) for number in text], names, topics)


def _topic_cases(columns: Columns, n_texts: int, names: Sequence[str]) -> Cases:
    topics = topic_table()
    text, label = _rows(columns.topic_features)
    frames = [topic for topic, entry in enumerate(topics) if entry.is_frame]
    always = [number * len(topics) + topic for number in range(n_texts) for topic in frames]
    numbers = np.union1d((text * len(topics) + label)[label != EACH], always).astype(np.int64)
    where = numbers // len(topics), numbers % len(topics)
    return _cases(columns.topic_features, columns.meaning.vector, *where, names)


class Cases(NamedTuple):
    """Texts each with a label that may be right: the features that speak for that label alone, and those for each.

    `own` has a row a case, `each` a row a text; its columns are the features and those of the vector of meaning.
    """

    text: Ints
    label: Ints
    own: Any
    each: Any


def _rows(features: Features) -> tuple[Ints, Ints]:
    """Return case and label of each row of features."""
    case = np.repeat(np.arange(len(features.first) - 1), np.diff(features.first))
    return case, features.label[: features.first[-1]].astype(np.int64)


def _cases(features: Features, vector: Floats, text: Ints, label: Ints, names: Sequence[str]) -> Cases:
    """Return cases in the order of text and label."""
    row_text, row_label = _rows(features)
    is_own, stop, n_labels = row_label != EACH, features.first[-1], int(label.max()) + 1
    numbers = text * n_labels + label
    row = np.searchsorted(numbers, row_text[is_own] * n_labels + row_label[is_own])
    own = coo_matrix(
        (features.value[:stop][is_own], (row, features.feature[:stop][is_own])), (len(numbers), len(names))
    )
    each = hstack([_of_each(features, len(names)), csr_matrix(vector * _STRETCH)]).tocsr()
    return Cases(text, label, own, each)


def _without_rare(each: Any, names: Sequence[str]) -> Any:
    """Leave out features that are seen in few texts, but no column of meaning."""
    fewest = np.where(_are_words(names), _FEWEST_OF_WORD, _FEWEST)
    n_texts = np.asarray((each[:, : len(names)] != 0).sum(axis=0)).ravel()
    kept = np.append(n_texts >= fewest, np.ones(each.shape[1] - len(names), np.bool_))
    return (each @ diags(kept.astype(float))).tocsr()


def _fit_cases(
    cases: Cases,
    right: Sequence[bool],
    counts: Sequence[float],
    names: Sequence[str],
    labels: Sequence[str],
) -> list[Weight]:
    """Return weights by which right cases score above 0: shared ones for own features, one a label for the others.

    Here `each` has a row a case.
    """
    each, named = cases.each.tocoo(), (*names, *meaning_features())
    column = each.col.astype(np.int64) * len(labels) + cases.label[each.row]
    specific = coo_matrix((each.data, (each.row, column)), (len(right), len(named) * len(labels)))
    matrix = _narrow(hstack([cases.own, specific]).tocsr())
    least = np.append(np.zeros(len(names)), np.repeat(_least_of(named), len(labels)))
    model = LogisticRegression(C=0.1, max_iter=300, solver="liblinear")
    found = _fit_kept(model, matrix, right, counts, least)
    shared, by_label = found[: len(names)], found[len(names) :].reshape(len(named), len(labels)).T
    by_label[:, len(names) :] *= _STRETCH
    return [
        *_weights(names, [""], [shared], [0.0]),
        *_weights(named, labels, by_label, np.repeat(model.intercept_, len(labels))),
    ]


def _fit_kept(
    model: LogisticRegression, matrix: Any, right: Sequence[bool | None], counts: Sequence[float], least: Floats
) -> Floats:
    """Fit a model twice and return its weights: those below the least ones are 0, and the others make up for them."""
    is_kept = np.ones(matrix.shape[1])
    for _ in range(2):
        model.fit(_narrow((matrix @ diags(is_kept)).tocsr()), right, counts)
        is_kept *= np.abs(model.coef_[0]) >= least
    weights: Floats = model.coef_[0] * is_kept
    return weights


def _worth(label: Label) -> float:
    if "url" in label:
        return 1.0
    return _SHORT if len(label["body"]) < _SHORT_CHARS else _OWN


def _of_each(features: Features, n_features: int) -> Any:
    """Return the features that speak for each label by a weight of its own as a sparse matrix, a row a case."""
    stop = features.first[-1]
    case, label = _rows(features)
    is_each = label == EACH
    return _narrow(
        csr_matrix(
            (features.value[:stop][is_each], (case[is_each], features.feature[:stop][is_each])),
            (len(features.first) - 1, n_features),
        )
    )


def _narrow(matrix: Any) -> Any:
    """Scikit-learn's solvers take indices of 32 bits only."""
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    return matrix


def _weights(
    features: Sequence[str], labels: Iterable[str], weights: Iterable[Floats], intercepts: Iterable[float]
) -> Iterator[Weight]:
    """Yield the weights that matter; the first feature is always seen, so it has the intercept."""
    for label, row, intercept in zip(labels, weights, intercepts, strict=True):
        row[0] += intercept
        for number in np.flatnonzero(np.abs(row) >= _least_of(features)).tolist():
            yield features[number], label, float(row[number])


def _are_words(features: Sequence[str]) -> Ints:
    return np.isin(features, word_features())


def _least_of(features: Sequence[str]) -> Floats:
    return np.where(_are_words(features), _LEAST_OF_WORD, _LEAST)


def write_weights(path: Path, features: Sequence[str], weights: Sequence[Weight]) -> None:
    """Write a file of `knowledge`, in the order of the features, those of meaning last, and the labels."""
    place = {name: number for number, name in enumerate((*features, *meaning_features()))}
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{_SOURCE}\n")
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("feature", "label", "weight"))
        for feature, label, weight in sorted(weights, key=lambda row: (place[row[0]], row[1])):
            table.writerow((feature, label, f"{weight:.2f}"))


class Fitted(NamedTuple):
    """A model: its file, its features, and how it is forgotten."""

    file_name: str
    features: Callable[[], tuple[str, ...]]
    forget: Callable[[], None]

    def keep(self, weights: Sequence[Weight]) -> None:
        """Write the weights; from now on readers use them."""
        write_weights(KNOWLEDGE / self.file_name, self.features(), weights)
        self.forget()
        print(f"{KNOWLEDGE / self.file_name}: {len(weights):,} weights")


EVENTS = Fitted("event_weight.csv", event_features, event_model.cache_clear)
ROLES = Fitted("role_weight.csv", role_features, role_model.cache_clear)
TOPICS = Fitted("topic_weight.csv", topic_features, presence_model.cache_clear)
SUBJECTS = Fitted("topic_main_weight.csv", topic_features, subject_model.cache_clear)


def main() -> None:
    """Fit all models, each after those on which its features depend."""
    releases = list(labelled_releases())
    print(f"{len(releases):,} labelled releases")
    for one in (EVENTS, ROLES, TOPICS, SUBJECTS):
        one.keep(())
    ROLES.keep(fit_roles(list(_read_unaware(releases))))
    EVENTS.keep(fit_events(releases))
    read = [(releases, read_columns([text for text, _ in releases]))]
    TOPICS.keep(fit_topics("topics", read))
    SUBJECTS.keep(fit_topics("main_topics", read))


def _read_unaware(releases: Labelled) -> Iterator[Part]:
    """Read parts of the releases, each with a model of events that was fitted to the others.

    Roles depend much on the event: they learn from types that are as good as those of releases that nobody labelled.
    """
    for part in range(_N_PARTS):
        EVENTS.keep(fit_events([one for number, one in enumerate(releases) if number % _N_PARTS != part]))
        unseen = releases[part::_N_PARTS]
        yield unseen, read_columns([text for text, _ in unseen])


if __name__ == "__main__":
    main()
