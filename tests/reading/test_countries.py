"""Countries: the table of states, their forms, and which state a phrase means in its context."""

from __future__ import annotations

import zoneinfo
from itertools import pairwise

import pycountry
import pytest

from reading.countries import country_table
from reading.model import CountryMention, Text
from reading.release import read_release


def mentions(body: str, title: str = "", home: str | None = None) -> list[CountryMention]:
    return list(read_release(Text(title, body, home)).countries)


def codes(body: str, title: str = "") -> set[str]:
    return {mention.country_code for mention in mentions(body, title)}


class TestTable:
    def test_has_every_iso_code_and_kosovo(self) -> None:
        expected = {country.alpha_3 for country in pycountry.countries} | {"XKX"}
        assert {country.country_code for country in country_table()} == expected
        assert len(country_table()) == 250

    def test_codes_are_distinct_and_sorted(self) -> None:
        found = [country.country_code for country in country_table()]
        assert found == sorted(set(found))

    def test_every_sovereign_state_has_a_capital_and_its_zone(self) -> None:
        for country in country_table():
            if country.is_sovereign:
                assert country.capital_name, country.country_code
                assert country.capital_time_zone, country.country_code

    def test_zones_exist(self) -> None:
        for country in country_table():
            if country.capital_time_zone:
                assert zoneinfo.ZoneInfo(country.capital_time_zone)

    def test_sovereign_states_are_un_members_observers_kosovo_and_taiwan(self) -> None:
        assert sum(country.is_sovereign for country in country_table()) == 193 + 2 + 2

    @pytest.mark.parametrize(
        "facts",
        [
            ("KAZ", "KZ", "398", "Kazakhstan", "Asia", "Central Asia", "Astana"),
            ("USA", "US", "840", "United States", "Americas", "Northern America", "Washington, D.C."),
            ("KOR", "KR", "410", "South Korea", "Asia", "Eastern Asia", "Seoul"),
            ("TUR", "TR", "792", "Türkiye", "Asia", "Western Asia", "Ankara"),
            ("XKX", "XK", None, "Kosovo", "Europe", "Southern Europe", "Pristina"),
            ("LKA", "LK", "144", "Sri Lanka", "Asia", "Southern Asia", "Sri Jayawardenepura Kotte"),
            ("CIV", "CI", "384", "Côte d'Ivoire", "Africa", "Western Africa", "Yamoussoukro"),
            ("PSE", "PS", "275", "Palestine", "Asia", "Western Asia", "Ramallah"),
        ],
    )
    def test_facts(self, facts: tuple[str | None, ...]) -> None:
        found = next(country for country in country_table() if country.country_code == facts[0])
        names = (found.country_name, found.region_name, found.subregion_name, found.capital_name)
        assert (found.country_code, found.alpha2_code, found.numeric_code, *names) == facts


@pytest.mark.parametrize("country", [c for c in country_table() if c.is_sovereign], ids=lambda c: c.country_code)
def test_every_state_is_read_by_name_and_official_name(country) -> None:  # type: ignore[no-untyped-def]
    assert codes(f"The delegation flew to {country.country_name} on Monday.") == {country.country_code}
    if country.official_name:
        name = country.official_name.removeprefix("the ")
        assert codes(f"The Government of the {name} replied.") == {country.country_code}


STATES = [
    # names, old names, styles
    ("The Kingdom of Norway and the Swiss Confederation signed.", {"NOR", "CHE"}),
    ("Czechia, formerly the Czech Republic, hosted the talks.", {"CZE"}),
    ("Delegates came from Ivory Coast, Burma and Swaziland.", {"CIV", "MMR", "SWZ"}),
    ("Cabo Verde and East Timor joined.", {"CPV", "TLS"}),
    ("Türkiye’s offer was accepted.", {"TUR"}),
    ("Great Britain, Scotland and Wales were represented.", {"GBR"}),
    ("The Holy See and the State of Palestine sent observers.", {"VAT", "PSE"}),
    ("Hong Kong and Taiwan compete in trade.", {"HKG", "TWN"}),
    ("Côte d’Ivoire and Cote d'Ivoire are one.", {"CIV"}),
    ("The Gambia and The Bahamas are distant.", {"GMB", "BHS"}),
    ("The Federated States of Micronesia voted.", {"FSM"}),
    ("Ships of the Islamic Republic of Iran sailed.", {"IRN"}),
    ("The Union of Soviet Socialist Republics fell; the USSR is gone.", set()),
    # adjectives and demonyms
    ("Norwegians and Kazakhs met an Emirati and a Swiss.", {"NOR", "KAZ", "ARE", "CHE"}),
    ("A Dutch firm, a Thai bank and two Sri Lankans.", {"NLD", "THA", "LKA"}),
    ("Burkinabe, Malagasy and Motswana athletes.", {"BFA", "MDG", "BWA"}),
    ("Filipino nurses and Danes.", {"PHL", "DNK"}),
    ("A Nigerien official thanked the Nigerian envoy.", {"NER", "NGA"}),
    ("The Czechs' proposal and the Iraqi's answer.", {"CZE", "IRQ"}),
    # compounds
    ("Kazakh-British ties and Sino-Kazakh trade.", {"KAZ", "GBR", "CHN"}),
    ("Franco-German, Anglo-Irish and Russo-Georgian.", {"FRA", "DEU", "GBR", "IRL", "RUS", "GEO"}),
    ("Luso-Brazilian and Greco-Turkish.", {"PRT", "BRA", "GRC", "TUR"}),
    ("The US–China channel and the U.S.-Japan alliance.", {"USA", "CHN", "JPN"}),
    ("A Kazakhstan-Kenya forum.", {"KAZ", "KEN"}),
    ("The Indo-Pacific strategy and Afro-Asian ties.", set()),
    ("An Indo-French exercise.", {"IND", "FRA"}),
    # abbreviations
    ("The UK, the U.S., the UAE and the DPRK.", {"GBR", "USA", "ARE", "PRK"}),
    ("U.S.A. and U.K. officials; the PRC; the ROK.", {"USA", "GBR", "CHN", "KOR"}),
    ("It concerns us all, as does BiH.", {"BIH"}),
    ("ABOUT US AND OUR WORK", set()),
    ("A car from the Central African Republic; the CAR is landlocked.", {"CAF"}),
    ("Buy a CAR today.", set()),
    ("The U.S.S. Enterprise sailed.", set()),
    # cities and metonyms
    ("Astana and London talked; Nairobi was ready.", {"KAZ", "GBR", "KEN"}),
    ("From Almaty to Istanbul, Dubai and Mumbai.", {"KAZ", "TUR", "ARE", "IND"}),
    ("The office at Geneva and the court in The Hague.", {"CHE", "NLD"}),
    ("The Kremlin, Downing Street and the Élysée were told.", {"RUS", "GBR", "FRA"}),
    ("The Knesset, the Bundestag and the Verkhovna Rada voted.", {"ISR", "DEU", "UKR"}),
    ("Aid went to Gaza and the West Bank, and to Tigray.", {"PSE", "ETH"}),
    ("He flew to St. Petersburg and to Sharm el-Sheikh.", {"RUS", "EGY"}),
    ("Kandy, Jaffna and Trincomalee are far apart.", {"LKA"}),
    # longest match
    ("Romania is not there.", {"ROU"}),
    ("Papua New Guinea, Equatorial Guinea, Guinea-Bissau and Guinea.", {"PNG", "GNQ", "GNB", "GIN"}),
    ("The Republic of the Congo and the Democratic Republic of the Congo.", {"COG", "COD"}),
    ("Congo-Brazzaville borders Congo-Kinshasa.", {"COG", "COD"}),
    ("The Dominican Republic and Dominica.", {"DOM", "DMA"}),
    ("The Republic of Korea and North Korean troops.", {"KOR", "PRK"}),
    ("Korea sent a team.", {"KOR"}),
    ("South Sudan left Sudan.", {"SSD", "SDN"}),
    ("Northern Ireland protocol talks.", {"GBR"}),
    ("American Samoa is not Samoa, Nigeria is not Niger.", {"ASM", "WSM", "NGA", "NER"}),
    ("The U.S. Virgin Islands and the British Virgin Islands.", {"VIR", "VGB"}),
    ("Brazzaville said that Congo would pay.", {"COG"}),
]  # fmt: skip

NOT_STATES = [
    # places that only look like a state
    ("He was born in New Guinea's highlands.", set()),
    ("Ships crossed the Indian Ocean and the Gulf of Oman.", set()),
    ("The South China Sea, the Sea of Japan and the English Channel.", set()),
    ("The Gulf of Mexico and the Gulf of Guinea.", set()),
    ("The Persian Gulf and the Caspian are seas.", set()),
    ("Mexico City grew.", {"MEX"}),
    ("The Panama Papers leaked.", set()),
    ("The Panama Canal reopened.", {"PAN"}),
    ("The Korean Peninsula must be stable.", set()),
    ("The Jordan River ran dry and Lake Chad shrinks.", set()),
    ("She lives in New Jersey.", {"USA"}),
    ("He toured New Mexico and New England.", {"USA"}),
    ("A factory in Lebanon, Ohio, closed.", {"USA"}),
    ("He teaches in Paris, Texas.", {"USA"}),
    ("The plant in Birmingham, Alabama.", {"USA"}),
    ("The lab in Cambridge, MA, won.", {"USA"}),
    ("The fair in London, Ontario.", {"CAN"}),
    # which Georgia
    ("Tbilisi and the Georgian side; Georgia agreed.", {"GEO"}),
    ("Voters in Georgia and Alabama went to the polls.", {"USA"}),
    ("They met in Atlanta, Georgia.", {"USA"}),
    ("The Georgia Senator spoke.", {"USA"}),
    ("He studied in Athens, Georgia.", {"USA"}),
    ("Georgia, Armenia and Azerbaijan signed.", {"GEO", "ARM", "AZE"}),
    ("The envoy left for Georgia.", {"GEO"}),
    # people
    ("Michael Jordan donated.", set()),
    ("Secretary Jordan met Mr. Israel Gonzalez.", set()),
    ("Senator Chad Miller spoke.", set()),
    ("The analyst Chad Smith wrote it.", set()),
    ("Chad hosted the summit.", {"TCD"}),
    ("Jordan hosted the summit.", {"JOR"}),
    ("Helene Norway spoke first.", set()),
    ("Mr. French and Ms. Holland agreed.", set()),
    ("Minister German Petrov arrived.", set()),
    ("The German Chancellor arrived.", {"DEU"}),
    ("Ambassador Roman Ivanov and V. Türk talked.", set()),
    ("George Washington crossed a river.", set()),
    ("Whitney Houston sang.", set()),
    ("Under Secretary Victoria Moore will travel.", set()),
    ("Victoria is the capital of Seychelles.", {"SYC"}),
    ("Secretary Austin called.", set()),
    ("Sofia Petrova spoke.", set()),
    ("They met in Sofia.", {"BGR"}),
    ("Bulgaria is near; Sofia agreed.", {"BGR"}),
    ("Sofia agreed.", set()),
    ("Israel Katz visited.", set()),
    ("Dr. London opened the clinic.", set()),
    ("SECRETARY AUSTIN: Thanks.", set()),
    # lower case and common words
    ("They ate turkey from fine china.", set()),
    ("A guinea pig and a Guinea pig.", set()),
    ("Nice to see you; it was nice.", set()),
    ("He spoke in Nice.", {"FRA"}),
    ("Male and female pupils; Male voters.", set()),
    ("The Maldives: the meeting in Male ended.", {"MDV"}),
    # regions of the world and peoples
    ("Latin American, South American and North American leaders.", set()),
    ("African American and Native American artists; the Americas.", set()),
    ("The Inter-American Commission.", set()),
    ("American Indian tribes met.", set()),
    ("Central Asia, the C5+1, BRICS and the G7.", set()),
    ("Arab, Persian, Kurdish, Soviet and European heritage.", set()),
    ("American companies came.", {"USA"}),
    # languages
    ("She speaks French and wrote in English.", set()),
    ("It was translated into Russian.", set()),
    ("A Chinese-language paper for Spanish-speaking readers.", set()),
    ("The Arabic language and the Turkish language.", set()),
    ("The text is in French, Spanish and English.", set()),
    ("Sailing in French waters.", {"FRA"}),
    ("The English cricket team won.", {"GBR"}),
    # food, brands, media, money
    ("Swiss cheese, French fries and a Danish pastry.", set()),
    ("A German shepherd and Brussels sprouts.", set()),
    ("Turkish Airlines, Air France and Qatar Airways.", set()),
    ("China Daily, The Washington Post and the New York Times.", set()),
    ("The Times of India, the Jerusalem Post and the Moscow Times.", set()),
    ("It cost 5 US dollars or 90 Indian rupees, US$ 5.", set()),
    ("Bank of America and the Voice of America.", set()),
    # instruments named by a city
    ("The Paris Agreement and the Vienna Convention.", set()),
    ("The Geneva Conventions and the Kyoto Protocol.", set()),
    ("The Minsk agreements and the Budapest Memorandum.", set()),
    ("The Rome Statute and the Treaty of Lisbon.", set()),
    ("The Bologna Process, the Marrakesh Treaty and the Beijing Declaration.", set()),
    ("The Hague Convention and the Montreal Protocol.", set()),
    ("The Paris Climate Agreement and the Sendai Framework.", set()),
    ("The Kunming-Montreal Global Biodiversity Framework.", set()),
    ("The Singapore Convention on Mediation.", set()),
    ("The Bucharest Nine and Bretton Woods institutions.", set()),
    ("PARIS AGREEMENT ENTERS INTO FORCE", set()),
    ("Talks in Paris ended.", {"FRA"}),
    # Brussels
    ("Brussels and Beijing agreed on tariffs.", {"CHN"}),
    ("The summit in Brussels ended.", {"BEL"}),
    ("Belgium said that Brussels was ready.", {"BEL"}),
    # streets, schools, hotels
    ("The office on Paris Street and London Avenue.", set()),
    ("They stayed at Hotel Berlin.", set()),
    ("The American University of Central Asia.", set()),
    ("The University of Liège.", {"BEL"}),
    ("A regional office for Central Asia and Afghanistan opened.", {"AFG"}),
    ("Washington State and Port Washington.", {"USA"}),
    ("Washington and Tehran disagree.", {"USA", "IRN"}),
]

#: More traps: `sentence => codes of the states it means`, "-" for none.
TRAPS = """
The Jordanian envoy met Jordan Peterson at noon. => JOR | Our guest, Paris Jackson, sang. => -
Ambassador Kenya Williams presented her book. => - | The Ambassador of Jordan to Kenya, Chad Okoye, left. => JOR KEN
Oman and Romania signed; the Roman coins stayed. => OMN ROU
The Mongolian delegation visited Inner Mongolia. => MNG CHN | President of Georgia Mikheil visited Kutaisi. => GEO
The University of Georgia Bulldogs won in Savannah, Georgia. => USA
State of Georgia and Tennessee officials met. => USA | Macedonia was renamed North Macedonia. => MKD
The former Yugoslavia and Czechoslovakia are history. => - | The Vatican's envoy, the Apostolic Nuncio, came. => VAT
French-speaking Africa is growing. => - | The Francophone summit in Yerevan. => ARM
He lives at 10 Downing Street. => GBR | 10 Vienna Street, Sofia. => - | The Embassy moved to 12 Astana Avenue. => -
A visit to Washington, D.C. and New York. => USA | Denzel Washington acted. => -
Martin Luther King visited Memphis, Tennessee. => USA
The Caspian Sea littoral states: Iran, Russia, Azerbaijan, Kazakhstan and Turkmenistan. => IRN RUS AZE KAZ TKM
Niger's capital Niamey and Nigeria's capital Abuja. => NER NGA | The Niger Delta is polluted. => NGA
The Congo Basin forests. => - | Guinean and Bissau-Guinean ministers. => GIN GNB | Equatoguinean oil. => GNQ
The Korean War ended. => - | DPR Korea launched it. => PRK | The two Koreas talk. => KOR PRK
Swiss Federal Councillor Ignazio came. => CHE | Indian Ocean Rim Association members include India. => IND
The Indian Air Force. => IND | American Airlines flew. => - | An American Indian chief. => -
The Americas Society. => - | North America and South America. => - | Central American Integration System. => -
Central African Republic's President. => CAF | Central African states. => - | South African wine. => -
Virgin Islands tourism. => VIR | Timor Sea gas. => - | A Turkish delight and a Turkish bath. => -
The Turkish delegation. => TUR | Turkmen carpets. => TKM | Young Turks movement. => TUR | Holland & Knight LLP. => -
Tom Holland stars. => - | The Emirates airline sponsors. => - | Emirates signed the deal. => ARE
Saudi Aramco shares. => - | Bank of China branch. => CHN | The London Stock Exchange. => -
Munich Security Conference. => DEU | The Davos forum. => CHE | The Astana International Forum. => KAZ
The Astana Process on Syria. => SYR | The Samarkand Declaration was adopted. => -
The Tashkent Declaration was adopted. => - | Normandy format talks. => - | The Oslo Accords. => -
The Camp David Accords. => - | The Dayton Peace Agreement. => - | The Istanbul Convention and the Lisbon Treaty. => -
The Bonn Agreement. => - | The Helsinki Final Act. => - | The Vienna Declaration and Programme of Action. => -
The Addis Ababa Action Agenda. => - | The Geneva Refugee Convention => -
The Stockholm, Basel and Rotterdam Conventions. => - | The Washington Treaty. => - | The Marrakech Process. => -
The Kampala Convention. => - | The Hague Conference on Private International Law. => NLD
The Cartagena Protocol. => - | The Montreux Document. => - | The Doha Development Round. => -
The Nairobi Process and the Luanda Process. => - | The Yerevan Declaration. => -
The Abraham Accords were signed by Israel and Bahrain. => ISR BHR | An Englishman and a Scot. => GBR
English is taught in Sri Lanka. => LKA | Russian is spoken here. => - | He reads Russian literature. => RUS
Kazakh and Russian languages. => - | in Kazakh, Russian and English. => - | translated from German into Italian. => -
Japanese language courses. => - | Dominican friars. => - | The Dominican President. => DOM | The US Ambassador. => USA
Let us go. => - | JOIN US TODAY => - | US AND CHINA HOLD TALKS => USA CHN | "USA!" => USA | UAE-India CEPA. => ARE IND
Kazakh–Uzbek border. => KAZ UZB | St Petersburg and Saint Petersburg. => RUS | St. Petersburg, Florida. => USA
Moscow, Idaho. => USA | Melbourne, Florida. => USA | Naples, Florida. => USA | Birmingham hosted the Games. => GBR
Cambridge, Massachusetts. => USA | Cambridge University. => GBR | Georgetown University professors. => USA
Georgetown, Guyana. => GUY | Kingston, Jamaica. => JAM | Kingston, Ontario. => CAN | Hamilton, Ontario. => CAN
San Jose, California. => USA | San José, Costa Rica. => CRI | Santiago, Chile. => CHL | Santiago Perez spoke. => -
Lima, Peru. => PER | Adriana Lima modeled. => - | Valencia hosted. => - | In Granada, Spain. => ESP
Alexandria, Virginia. => USA | In Alexandria, Egypt. => EGY | Victoria, British Columbia. => CAN
Queen Victoria reigned. => - | Lake Victoria. => - | Victoria Falls. => ZWE | Perth, Western Australia. => AUS
Wellington, New Zealand. => NZL | The Duke of Wellington. => - | Hyderabad, Sindh. => PAK
Tripoli, Lebanon. => LBN LBY | Odessa, Texas. => USA | Tbilisi hosted; Georgia Brown sang. => GEO
Florence Nightingale. => - | Sydney Poitier. => - | Milan Petrovic. => - | Vienna, Austria. => AUT
Vienna, Virginia. => USA | Jamaica, Queens. => - | The Cuban government. => CUB
Jack London wrote. => - | Paris Hilton arrived. => - | Brazil nuts. => - | Jersey City. => - | A football jersey. => -
Jersey and Guernsey. => GGY | Isle of Man. => IMN | Reunion of families; Family Reunion. => -
Réunion is French. => REU FRA | Chelsea Clinton. => - | Team USA. => USA | The Peruvian Andes. => PER
Tibetan culture. => CHN | Crimean Tatars. => UKR | Kosovo Serbs. => XKX | Bosnian Serbs. => BIH
Greek Cypriots and Turkish Cypriots. => CYP | Western Sahara. => ESH | Somaliland. => SOM | Nagorno-Karabakh. => AZE
East Jerusalem. => - | Jerusalem. => ISR | Hong Kong, China. => HKG | Taiwan, Province of China. => TWN
Chinese Taipei. => TWN | The Republic of China (Taiwan). => TWN | People's Republic of China. => CHN
Ukraine's Crimea. => UKR | USAID officials. => - | USS Cole. => - | President Trump's White House. => USA
Prime Minister Modi => - | Minister for Foreign Affairs of Türkiye Hakan. => TUR | Volker Türk spoke. => -
Frank-Walter Steinmeier. => - | Mohamed bin Zayed University. => - | The Polish Sejm. => POL | North Pole. => -
A Dane and a Swede. => SWE | Spaniards. => ESP | Kiwi. => - | Basotho and Batswana. => LSO BWA | Vincentian. => VCT
Kittitian. => KNA | Monegasque. => MCO | I-Kiribati. => KIR | Ni-Vanuatu. => VUT | Marshallese. => MHL
Saint Lucian. => LCA | St. Kitts and Nevis. => KNA | The Paris Peace Forum opened. => FRA
Paris Olympics tickets. => FRA | Paris hosted the Prime Minister. => FRA
Official talks in Paris, London and Berlin. => FRA GBR DEU
Delegations of Chad, Jordan, and Israel arrived. => TCD JOR ISR | The Israel Defense Forces said so. => ISR
King Abdullah of Jordan. => JOR | Cairo Declaration on Human Rights. => - | Berlin Film Festival. => DEU
The Foreign Ministers of Georgia and Moldova. => GEO MDA | Georgia and the United States signed a charter. => GEO USA
Georgia's ruling party. => GEO | South Georgia is cold. => SGS | An American company from Georgia. => USA GEO
Kenya Airways flew. => - | The Kenya Red Cross helped. => KEN | Jordan, a guard of the Chicago team. => JOR USA
Chad's army. => TCD | the President of Chad => TCD | Mr. Jordan's speech. => - | General Jordan arrived. => -
Prince Michael of Kent => - | Sri Lanka’s Colombo Port City. => LKA | Nur-Sultan was renamed Astana. => KAZ
Northern Macedonia. => MKD | Speaker of the Lok Sabha. => IND | The Lao PDR and Laotians. => LAO
Al-Sabah dynasty of Kuwait. => KWT | Minister Salem Abdullah Al-Jaber Al-Sabah. => - | The Swazi king. => SWZ
Brunei Darussalam. => BRN | Timor-Leste. => TLS | Viet Nam. => VNM
São Tomé and Príncipe; Sao Tome and Principe. => STP | Antigua & Barbuda. => ATG | The Comoros. => COM
The Philippines' flag. => PHL | The Netherlands’ king. => NLD | U.S.-led talks; US-led talks. => USA
U.S.Embassy => USA | Ambassador of the Republic of Türkiye to the Republic of Kazakhstan => TUR KAZ
"""

CAPITALS = [
    ("KAZAKHSTAN AND FRANCE SIGN AGREEMENT", {"KAZ", "FRA"}),
    ("TÜRKİYE AND TURKIYE", {"TUR"}),
    ("Kazakhstan And France Sign Agreement", {"KAZ", "FRA"}),
    ("U.S. ENVOY VISITS CÔTE D’IVOIRE", {"USA", "CIV"}),
    ("Israel Foreign Minister Meets Jordan Delegation", {"ISR", "JOR"}),
]


@pytest.mark.parametrize(("sentence", "expected"), STATES + NOT_STATES)
def test_sentence(sentence: str, expected: set[str]) -> None:
    assert codes(sentence) == expected


@pytest.mark.parametrize("trap", TRAPS.strip().replace("\n", " | ").split(" | "))
def test_trap(trap: str) -> None:
    sentence, _, expected = trap.partition(" => ")
    assert codes(sentence) == set(expected.replace("-", "").split())


@pytest.mark.parametrize(("title", "expected"), CAPITALS)
def test_title(title: str, expected: set[str]) -> None:
    assert codes("", title) == expected


@pytest.mark.parametrize(
    ("sentence", "surface", "form"),
    [
        ("Norway’s side", "Norway", "name"),
        ("the Kazakhs' view", "Kazakhs", "adjective"),
        ("the U.S.’s view", "U.S.", "abbreviation"),
        ("Sino-Russian", "Sino", "adjective"),
        ("in Oslo", "Oslo", "city"),
        ("in Texas", "Texas", "city"),
        ("the Kremlin's view", "Kremlin", "metonym"),
        ("the Kingdom of Norway", "Kingdom of Norway", "name"),
    ],
)
def test_span_and_form(sentence: str, surface: str, form: str) -> None:
    first = mentions(sentence)[0]
    assert ("\n" + sentence)[first.span.start : first.span.end] == surface
    assert first.form == form


def test_rules_are_named() -> None:
    assert mentions("He teaches in Paris, Texas.")[0].span.rule_id == "country.town-of-region"
    assert mentions("Voters in Georgia and Alabama.")[0].span.rule_id == "country.georgia-us-state"


@pytest.mark.parametrize(
    "body",
    ["", "\n", "U.S.", "\ud7ff🇰🇿 Kazakhstan 😀", "Georgia", "Paris, ", "Türkiye" * 3, "a\u0301 Chad \u200b", "(" * 500],
)
def test_odd_text(body: str) -> None:
    spans = [mention.span for mention in mentions(body, "Kazakhstan and")]
    full = Text("Kazakhstan and", body).full
    assert all(0 <= span.start < span.end <= len(full) for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))


def test_no_mention_crosses_from_title_to_body() -> None:
    assert {m.span.end <= 5 or m.span.start >= 6 for m in mentions("Korea", "South")} == {True}


def test_decomposed_unicode_is_read() -> None:
    assert codes("Tu\u0308rkiye and Co\u0302te d'Ivoire") == {"TUR", "CIV"}
