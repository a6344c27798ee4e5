"""Linear models: what was seen of a case (a text, a state in a text), weighed by what labelled releases say of it.

A feature is something seen, with a value. A model has a weight for each feature and label, a row each of
`knowledge/*_weight.csv`; `fitting` finds them. Here belongs how features are noted and weighed. What is seen is for the
readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from reading.data import rows
from reading.kernel import Floats, Ints, Numbers, Shorts, kernel

#: In the place of a label: the feature speaks for each label by a weight of its own.
EACH = -1
#: So many labels there can be; scores have as many places.
WIDTH = 32


class Features(NamedTuple):
    """What was seen: of case c rows first[c] to first[c + 1].

    `label` is the label for which a feature speaks, by a weight that it has for whichever label, or `EACH`.
    """

    first: Ints
    feature: Numbers
    label: Shorts
    value: Floats


class Model(NamedTuple):
    """Weights: those of feature f for each label are in row place[f] of `weight`; that for whichever is shared[f].

    Row 0 is that of features without weights. `dense` has a row a column of a vector that every case has. Rows are of
    one width whatever the labels, so that a row is added in a few steps of the processor.
    """

    place: Numbers
    weight: Floats
    shared: Floats
    dense: Floats


def features_for(n_cases: int, capacity: int) -> Features:
    """Return room for the features of so many cases."""
    kinds = (np.int32, np.int16, np.float32)
    return Features(np.zeros(n_cases + 1, np.int64), *(np.empty(capacity, kind) for kind in kinds))


def load_model(file_name: str, features: Sequence[str], labels: Sequence[str], columns: Sequence[str] = ()) -> Model:
    """Return the model in a file of `knowledge` with the columns feature, label (empty: shared) and weight.

    `columns` are the features that every case has, in a vector.

    Raises ValueError for a feature or a label that the reader does not have.
    """
    number_of = {name: number for number, name in enumerate((*features, *columns))}
    label_of = {name: number for number, name in enumerate(labels)}
    shared, dense = np.zeros(len(features), np.float32), np.zeros((len(columns), WIDTH), np.float32)
    place, weights = np.zeros(len(features), np.int32), [np.zeros(WIDTH, np.float32)]
    for row in rows(file_name):
        if row["feature"] not in number_of or (row["label"] and row["label"] not in label_of):
            raise ValueError(f"{file_name}: there is no feature {row['feature']!r} or no label {row['label']!r}")
        number, weight = number_of[row["feature"]], float(row["weight"])
        if not row["label"]:
            shared[number] = weight
        elif number >= len(features):
            dense[number - len(features), label_of[row["label"]]] = weight
        else:
            if not place[number]:
                place[number] = len(weights)
                weights.append(np.zeros(WIDTH, np.float32))
            weights[place[number]][label_of[row["label"]]] = weight
    return Model(place, np.array(weights), shared, dense)


@kernel
def note(features: Features, row: int, feature: int, label: int, value: float) -> int:
    """Write a feature; return the next row."""
    features.feature[row], features.label[row], features.value[row] = feature, label, value
    return row + 1


@kernel
def weigh(model: Model, features: Features, first: int, last: int, vector: Floats, scores: Floats) -> None:
    """Fill the scores of all labels with what the features [first, last) and the vector of a case say for each."""
    scores[:] = 0.0
    for column in range(len(vector)):
        _add(model.dense[column], vector[column], scores)
    for row in range(first, last):
        feature, label, value = features.feature[row], features.label[row], features.value[row]
        if label >= 0:
            scores[label] += model.shared[feature] * value
        elif model.place[feature]:
            _add(model.weight[model.place[feature]], value, scores)


@kernel
def _add(weights: Floats, value: float, scores: Floats) -> None:
    for label in range(WIDTH):
        scores[label] += weights[label] * value


@kernel
def weigh_one(model: Model, features: Features, first: int, last: int) -> float:
    """Return what the features [first, last) say for the one label that a model has."""
    score = 0.0
    for row in range(first, last):
        score += model.weight[model.place[features.feature[row]], 0] * features.value[row]
    return score
