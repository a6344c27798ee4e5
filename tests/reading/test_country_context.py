"""Countries: rules about what stands around a form (namesakes, goods, languages, persons) and forms of the past."""

from __future__ import annotations

import pytest

from tests.reading.test_countries import codes, mentions

#: `sentence => codes of the states it means`, "-" for none.
SENTENCES = """
Traders from Siam and Persia met in 1880. => THA IRN | A Siamese cat slept. => - | The Abyssinian court wrote. => ETH
Two Frenchwomen and an Irishman won. => FRA IRL | A Brit and an Aussie tied. => GBR AUS | Burkinabè farmers. => BFA
Inter-Korean trade fell. => KOR PRK | North and South Korea spoke. => KOR PRK | Both Koreas joined. => KOR PRK
A fair in Rome, New York, opened. => USA | Offices in Paris, New York, and London. => FRA USA GBR
A clinic in Athens, United States, closed. => USA | In Geneva, United States officials met. => CHE USA
A choir from Vienna, Canada. => CAN | He flew from Geneva, Kazakhstan, and Norway. => CHE KAZ NOR
A college in Athens, Georgia, and one in Paris, Texas, merged. => USA | A mill in Augusta, Georgia. => USA
The town of Lebanon held a vote. => - | A Jamaica neighborhood shop. => - | West Azerbaijan is cold. => IRN
The Belgian province of Luxembourg. => BEL | Central Macedonia, Greece. => GRC | In New-Mexico it rained. => USA
Printed in Polish, Czech and Greek. => - | Trips in Polish and Greek waters. => POL GRC
It was put into Korean and Italian by hand. => - | (In Danish.) => - | A good knowledge of Spanish. => -
India Whitfield sang. => - | Brazil Torres and Chad M. Ito won. => - | India Mission head. => IND
German Ivanovich Pak paints. => - | Chad Wilson came. => - | In India Wilson met them. => IND
HMS Jordan docked. => - | The ferry Estonia left. => - | Avenue de France was shut. => - | Berlin Square. => -
Norway spruce grows here. => - | Hong Kong dollars and British pounds. => - | Hong Kong flu spread. => -
A Georgian townhouse. => - | Georgian ministers. => GEO | GUAM met; Guam did not. => GUM | The Dakar Rally. => -
The Taiwan Strait and the East China Seas. => - | Taiwan spoke. => TWN | Saint Lucia's Day songs. => -
Canberra, Wellington and Ottawa agreed. => AUS NZL CAN | PNG government aid. => PNG | Stalingrad held. => RUS
"""


@pytest.mark.parametrize("line", SENTENCES.strip().replace("\n", " | ").split(" | "))
def test_sentence(line: str) -> None:
    sentence, _, expected = line.partition(" => ")
    assert codes(sentence) == set(expected.replace("-", "").split())


def test_a_pair_of_states_has_two_spans() -> None:
    body = "An inter-Korean fair."
    found = [(body[each.span.start - 1 : each.span.end - 1], each.country_code) for each in mentions(body)]
    assert found == [("inter", "PRK"), ("Korean", "KOR")]
