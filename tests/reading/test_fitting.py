"""Tests of the linear models: their weights fit the readers, and fitting finds what labels say."""

import numpy as np
import pytest

from reading.data import rows
from reading.event_features import event_features, event_model
from reading.labelled import LABELLED, load_releases
from reading.linear import load_model
from reading.model import Text
from reading.release import read_columns
from reading.role_features import role_features, role_model
from reading.topic_features import presence_model, subject_model, topic_features

FILES = {
    "event_weight.csv": (event_features, event_model),
    "role_weight.csv": (role_features, role_model),
    "topic_weight.csv": (topic_features, presence_model),
    "topic_main_weight.csv": (topic_features, subject_model),
}


@pytest.mark.parametrize("name", FILES)
def test_each_weight_stands_once_and_matters(name: str) -> None:
    weights = rows(name)
    assert len({(row["feature"], row["label"]) for row in weights}) == len(weights)
    assert [row for row in weights if abs(float(row["weight"])) < 0.03] == []
    features, model = FILES[name]
    assert len(set(features())) == len(features())
    assert sum(map(np.count_nonzero, (model().weight, model().shared, model().dense))) == len(weights)


def test_a_weight_of_a_feature_that_is_gone_is_told() -> None:
    with pytest.raises(ValueError, match=r"event_weight\.csv: there is no feature"):
        load_model("event_weight.csv", ["always"], ["OTHER"])


def test_features_of_a_batch_do_not_depend_on_the_other_texts() -> None:
    texts = [
        Text(
            "Minister Receives Envoy of Peru", "Minister Laine received the Ambassador of Peru to discuss trade.", "FIN"
        ),
        Text("", "", None),
        Text("Ghana National Day", "On behalf of the people I congratulate Ghana.", "FIN"),
    ]
    together = read_columns(texts)
    for number, text in enumerate(texts):
        alone = read_columns([text])
        for name in ("event_features", "topic_features"):
            many, one = getattr(together, name), getattr(alone, name)
            first, last = many.first[number], many.first[number + 1]
            assert last - first == one.first[1]
            for column in ("feature", "label", "value"):
                assert np.array_equal(getattr(many, column)[first:last], getattr(one, column)[: last - first])


def test_fitting_finds_what_labels_say() -> None:
    fitting = pytest.importorskip("reading.fitting", reason="the extra 'fit' is not installed")
    releases = [(text, label) for text, label in _some_releases() if label["event"]["type"] in ("AID", "SANCTION")]
    weights = fitting.fit_events(releases)
    of = {(feature, label): weight for feature, label, weight in weights}
    assert of["first:AID", "AID"] > 0 > of.get(("first:AID", "SANCTION"), -1)
    assert of["own first", ""] > 0


def _some_releases() -> list[tuple[Text, dict]]:
    own = load_releases(LABELLED / "fitting.jsonl")
    return list(zip(own.texts, own.labels, strict=True))
