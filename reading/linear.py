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
from reading.kernel import Floats, Ints, Numbers, Octets, Shorts, kernel

#: In the place of a label: the feature speaks for each label by a weight of its own.
EACH = -1


class Features(NamedTuple):
    """What was seen: of case c rows first[c] to first[c + 1].

    `label` is the label for which a feature speaks, by a weight that it has for whichever label, or `EACH`.
    """

    first: Ints
    feature: Numbers
    label: Shorts
    value: Floats


class Model(NamedTuple):
    """Weights: those of feature f for each label are rows first[f] to first[f + 1]; that for whichever is shared[f].

    `dense` has a row a column of a vector that every case has, a column a label.
    """

    first: Ints
    label: Octets
    weight: Floats
    shared: Floats
    dense: Floats


def features_for(n_cases: int, capacity: int) -> Features:
    """Return room for the features of so many cases."""
    kinds = (np.int32, np.int16, np.float64)
    return Features(np.zeros(n_cases + 1, np.int64), *(np.empty(capacity, kind) for kind in kinds))


def load_model(file_name: str, features: Sequence[str], labels: Sequence[str], columns: Sequence[str] = ()) -> Model:
    """Return the model in a file of `knowledge` with the columns feature, label (empty: shared) and weight.

    `columns` are the features that every case has, in a vector.

    Raises ValueError for a feature or a label that the reader does not have.
    """
    number_of = {name: number for number, name in enumerate((*features, *columns))}
    label_of = {name: number for number, name in enumerate(labels)}
    shared = np.zeros(len(features), np.float64)
    dense = np.zeros((len(columns), len(labels)), np.float64)
    weights = []
    for row in rows(file_name):
        if row["feature"] not in number_of or (row["label"] and row["label"] not in label_of):
            raise ValueError(f"{file_name}: there is no feature {row['feature']!r} or no label {row['label']!r}")
        number, weight = number_of[row["feature"]], float(row["weight"])
        if number >= len(features):
            dense[number - len(features), label_of[row["label"]]] = weight
        elif row["label"]:
            weights.append((number, label_of[row["label"]], weight))
        else:
            shared[number] = weight
    weights.sort()
    return Model(
        np.searchsorted([number for number, *_ in weights], np.arange(len(features) + 1)),
        np.array([label for _, label, _ in weights], np.uint8),
        np.array([weight for *_, weight in weights], np.float64),
        shared,
        dense,
    )


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
        for label in range(len(scores)):
            scores[label] += model.dense[column, label] * vector[column]
    for row in range(first, last):
        feature, label, value = features.feature[row], features.label[row], features.value[row]
        if label >= 0:
            scores[label] += model.shared[feature] * value
        else:
            for weight in range(model.first[feature], model.first[feature + 1]):
                scores[model.label[weight]] += model.weight[weight] * value


@kernel
def weigh_one(model: Model, features: Features, first: int, last: int) -> float:
    """Return what the features [first, last) say for the one label that a model has."""
    score = 0.0
    for row in range(first, last):
        feature = features.feature[row]
        for weight in range(model.first[feature], model.first[feature + 1]):
            score += model.weight[weight] * features.value[row]
    return score
