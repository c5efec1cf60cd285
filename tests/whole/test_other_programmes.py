"""A programme of several years, another funder: their documents say what is known, no more."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from openxml_audit import OpenXmlValidator

from pmtdocs.commands import pipeline
from pmtdocs.commands.request import Request
from pmtdocs.finding import ExitCode
from tests.conftest import DOSSIERS, ROOT
from tests.support.words import docx_text, folded

Documents = Callable[[str], Path]

# Every fact published of these programmes, by the document that says it.
HEALTH = [
    # the convention
    "convention | Relative au soutien du programme PMT Health 2021-2023",
    "convention | n'ont été publiés. Ce document est un projet reconstitué",
    "convention | règlement (UE) 2017/745",
    "convention | 26 mai 2021",
    "convention | a annoncé le 10 février 2021 un programme de trente-six mois",
    "convention | de 2021 à la fin de 2023",
    "convention | en apportent ensemble la moitié",
    "convention | Bourgogne-Franche-Comté a une filière de la santé, des dispositifs médicaux",
    "convention | biotechnologies et à la pharmacie (biotech-pharma)",
    "convention | une subvention de 135 000 € (cent trente-cinq mille euros)",
    "convention | budget prévisionnel de 1 800 000 € sans précision de TVA",
    "convention | 2021 : 45 000 € ;",
    "convention | 2022 : 45 000 € ;",
    "convention | 2023 : 45 000 €.",
    "convention | au titre de 2022, 100 % de la part de l'année, soit 45 000 €, le …",
    "convention | le compte rendu financier du programme",
    "convention | du 1er janvier 2021 au 31 décembre 2023",
    "convention | au plus tard le 30 juin 2024",
    "convention | qui n'a pas été dépensée au terme du programme",
    "convention | à même de présenter ses observations",
    "convention | ne vaut pas pour les aides aux entreprises que décrit l'annexe 4",
    # the budget
    "annexe-2-budget | Région Bourgogne-Franche-Comté, au plus (déduit)",
    "annexe-2-budget | 765 000 € : montant déduit, jamais publié",
    "annexe-2-budget | moins 135 000 €",
    "annexe-2-budget | Dépenses du programme, non détaillées – – – 1 800 000",
    "annexe-2-budget | Sous-total Région et GBM (50 %) – – – 900 000",
    "annexe-2-budget | Sous-total des autres ressources (50 %) – – – 900 000",
    "annexe-2-budget | sans précision de TVA",
    # the key figures
    "convention | environ 8 000",
    "convention | 700 M€",
    "convention | Grands groupes une dizaine",
    "convention | environ 85 %",
    "convention | environ 2 000",
    "convention | 1,3 Md€",
    "convention | Centres hospitaliers universitaires dotés d'un centre d'investigation clinique 2",
    "convention | 20, dont 17 de production et 3 de recherche et développement",
    "convention | presse, 10 février 2021",
    "convention | Aucune cible n'a été publiée",
    # the aid schemes
    "annexe-4-aides | Forfait « Coup de pouce »",
    "annexe-4-aides | L'aide peut aller jusqu'à 5 000 € par entreprise.",
    "annexe-4-aides | une difficulté ou une lacune dans un domaine",
    "annexe-4-aides | une opportunité à saisir",
    "annexe-4-aides | marketing, vente, réglementation, stratégie",
    "annexe-4-aides | appel à candidatures",
    "annexe-4-aides | Un diagnostic gratuit, fait par le Pôle, précède l'aide.",
    "annexe-4-aides | Le diagnostic détermine le contenu de la boîte à outils",
    "annexe-4-aides | puis l'entreprise est mise en relation avec les ressources régionales",
    "annexe-4-aides | orientés vers les fonds européens (EIC Accelerator)",
    "annexe-4-aides | le système de management de la qualité et sur un audit à blanc",
    "annexe-4-aides | Les consultants sont présélectionnés.",
    "annexe-4-aides | pour le marquage CE, pour l'agrément FDA, ou pour les deux",
    "annexe-4-aides | Une seule aide par entreprise.",
    "annexe-4-aides | L'aide est attribuée par le Pôle, à sa discrétion.",
    "annexe-4-aides | Le dispositif accompagne l'entreprise, sans aide chiffrée.",
    "annexe-4-aides | L'aide est de 50 % des dépenses, dans la limite de 6 000 € par entreprise.",
    "annexe-4-aides | Exemple : pour 9 000 € de dépenses, l'aide est de 4 500 €.",
    "annexe-4-aides | L'aide est de 50 % des dépenses, dans la limite de 25 000 € par entreprise.",
    "annexe-4-aides | Certification ISO 13485 50 % 6 000 € 12 000 €",
    "annexe-4-aides | issue de l'ISO 9001, la norme est nécessaire au marquage CE, et aux sous-",
    "annexe-4-aides | Marquage CE et agrément FDA 50 % 25 000 € 50 000 €",
    "annexe-4-aides | plus de 100 000 € selon la classe",
    "annexe-4-aides | sans compter les essais cliniques",
    "annexe-4-aides | stratégie réglementaire et clinique",
    "annexe-4-aides | FDA est prise en compte dès la conception",
    "annexe-4-aides | fabricants et futurs fabricants de dispositifs médicaux",
]
PMA = [
    "La communauté d'agglomération Pays de Montbéliard Agglomération (SIREN 200 065 647), "
    "8 avenue des Alliés, Montbéliard",
    "représentée par Monsieur Charles DEMOUGE, Président, dûment habilité par la délibération du "
    "conseil communautaire en date du 20 février 2020",
    "Le Pôle des Microtechniques (SIREN 487 980 799), 18 rue Alain-Savary, Besançon",
    "Étienne BOYER",
    "une subvention de 3 000 € (trois mille euros)",
    "budget prévisionnel de 994 312 € HT",
    "son texte n'a pas été publié",
    "Annexe 1 : Programme d'actions 2020",
    "les transmet à Pays de Montbéliard Agglomération",
    "par entreprise du territoire de Pays de Montbéliard Agglomération",
    "que l'annexe 3 s'entende de ce financeur et de son territoire est déduit",
    "554 368",
]


CONTRACT = [
    "Contrat de performance 2014-2018",
    "le texte n'a pas été publié",
    "l'État, représenté par Monsieur Stéphane FRATACCI, préfet de la région Franche-Comté, "
    "préfet du Doubs",
    "le Conseil régional de Franche-Comté, représenté par Monsieur Denis SOMMER, premier "
    "vice-président",
    "le Pôle des Microtechniques (SIREN 487 980 799)",
    "Étienne BOYER",
    "entrent dans leur troisième génération, la « phase 3.0 »",
    "après l'« usine à projets », l'« usine à produits »",
    "à Besançon, au Pôle des Microtechniques, le mardi 2 décembre 2014",
    "Pour le Conseil régional de Franche-Comté,",
    # the challenges, the missions, the markets, the money
    "la richesse du territoire",
    "faire reconnaître les microtechniques dans le monde entier",
    "prioritairement en Franche-Comté, où les PME et les ETI doivent croître",
    "manuel d'Oslo : innovation de produit, de procédé, d'organisation ou de commercialisation",
    "pour les seuls pouvoirs publics",
    "l'innovation, la recherche et le développement collaboratifs",
    "l'appui aux entreprises adhérentes",
    "L'horlogerie, la bijouterie, la joaillerie, l'orfèvrerie et les accessoires métalliques",
    "l'e-santé et la télémédecine",
    "L'aéronautique, l'espace et la défense",
    "près de 417 000 €",
    # the objectives
    "Trois marchés sont prioritaires",
    "Luxe à deux ans non publié",
    "Luxe à cinq ans non publié",
    "Santé et dispositifs médicaux à deux ans non publié",
    "Santé et dispositifs médicaux à cinq ans non publié",
    "Aéronautique, espace et défense à deux ans non publié",
    "Aéronautique, espace et défense à cinq ans non publié",
]
CLUSTER = [
    "MEDIC@LPS",
    "Grenoble-Isère",
    "Créé en 2000, il a pour directrice Séverine Lebreton",
    "pôle des technologies de la santé",
    "start-up",
    "petites et moyennes entreprises",
    "grands groupes",
    "universités",
    "collectivités",
    "centres de recherche",
    "le Biobiz Club, un cercle d'entrepreneurs",
    "un poste à Boston, que partagent des membres qui ne sont pas concurrents",
    "INNOVAge et WIDER",
    "région italienne des Marches",
    "l'une des 14 candidatures",
    "Mission 1 : fédérer l'écosystème de la santé et l'animer",
    "un à un ou ensemble",
    "Mission 2 : accompagner les membres",
    "faire connaître les membres et leur ouvrir les marchés internationaux",
    "Chiffre d'affaires plus de 4 Md€ entretien de 2014",
    "Emplois plus de 8 500",
    "Membres près de 70",
    "Pôles 14, de 14 pays",
    "Clusters émergents 9",
    "Actions à conduire dans chaque cluster émergent 9",
    "logements intelligents et durables pour les personnes âgées",
    "9 actions dans chacun des 9 clusters émergents, qui bénéficient d'un mentorat",
    "BioAlpes",
    "le Bioindustry Park",
    "Montréal",
    "MassMedic",
    "Des entrepreneurs composent la plus grande part de ses instances",
    "trois piliers ; elle associe Digital Grenoble, la Métro, le Grésivaudan et la chambre de",
    "tels qu'il les donne",
    "Aucun financeur, aucune convention et aucun budget",
]


def made(folder: Path, name: str) -> Path:
    checked = pipeline.check(ROOT / "data", ROOT / "templates", name)
    assert checked.loaded is not None
    assert checked.exit_code() == ExitCode.OK
    request = Request(ROOT / "data", ROOT / "templates", folder, formats=("docx", "html"))
    return pipeline.render(checked.loaded, checked.findings, request, "", lambda *_: None).folder


@pytest.fixture(scope="module")
def health(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("sante"), "pmt-health")


@pytest.fixture(scope="module")
def pma(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("pma"), "2020-pma")


def words(file: Path) -> str:
    if file.suffix == ".docx":
        return folded(docx_text(file))
    return folded(re.sub(r"<[^>]+>", " ", file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("fact", HEALTH)
def test_the_programme_of_three_years(health: Path, fact: str) -> None:
    document, _, said = fact.partition(" | ")
    assert folded(said) in words(health / f"{document}.docx")


@pytest.mark.parametrize("fact", PMA)
def test_the_other_funder(pma: Path, fact: str) -> None:
    assert folded(fact) in words(pma / "convention.docx")


@pytest.mark.parametrize("fact", CONTRACT)
def test_the_contract_of_objectives(documents_of: Documents, fact: str) -> None:
    assert folded(fact) in words(documents_of("contrat-2014-2018") / "contrat.docx")


@pytest.mark.parametrize("fact", CLUSTER)
def test_another_cluster(documents_of: Documents, fact: str) -> None:
    assert folded(fact) in words(documents_of("medic-lps") / "presentation.docx")


@pytest.mark.parametrize("name", DOSSIERS)
def test_every_dossier_is_checked_and_rendered(name: str, tmp_path: Path) -> None:
    checked = pipeline.check(ROOT / "data", ROOT / "templates", name)
    assert checked.exit_code() == ExitCode.OK
    assert checked.loaded is not None
    request = Request(ROOT / "data", ROOT / "templates", tmp_path, formats=("docx",))
    folder = pipeline.render(checked.loaded, checked.findings, request, "", lambda *_: None).folder
    wanted = checked.loaded.dossier.dossier.documents
    assert {file.stem for file in folder.glob("*.docx")} == set(wanted) != set()


def test_a_contract_without_money_says_what_could_not_be_verified() -> None:
    """The rules on grants have nothing to read: they say so, they are not « correct »."""
    checked = pipeline.check(ROOT / "data", ROOT / "templates", "contrat-2014-2018")
    rows = {row.kind.code: row for row in checked.coverage()}
    for code in ("BUD006", "CNV002", "CNV004", "CNV006", "CNV012", "CNV013", "CNV015"):
        assert rows[code].missing, code
    assert rows["CNV002"].missing == ("textes.convention", "convention.subvention")
    assert rows["CNV009"].ran  # the originals and the parties can be counted


def test_who_signs_stands_on_one_line(documents_of: Documents) -> None:
    """Three parties, a column each; the names level although the offices above are not."""
    signatures = docx.Document(str(documents_of("contrat-2014-2018") / "contrat.docx")).tables[0]
    offices, names = ([cell.text.strip() for cell in row.cells] for row in signatures.rows)
    assert names == ["Stéphane FRATACCI", "Denis SOMMER", "Étienne BOYER"]
    assert [office.startswith("Pour ") for office in offices] == [True] * 3


def test_a_column_a_year_and_a_total(health: Path) -> None:
    expenses, receipts = docx.Document(str(health / "annexe-2-budget.docx")).tables
    rows = [[cell.text.replace("\u202f", " ") for cell in row.cells] for row in receipts.rows]
    assert rows[0] == ["Recettes prévisionnelles", "2021", "2022", "2023", "Total"]
    assert ["Grand Besançon Métropole", "45 000", "45 000", "45 000", "135 000"] in rows
    assert rows[-1] == ["Total des recettes", "–", "–", "–", "1 800 000"]
    assert len(expenses.columns) == len(receipts.columns) == 5


def test_the_projects_say_so_and_the_adopted_one_does_not(health: Path, pma: Path) -> None:
    assert "PROJET" in (health / "convention.html").read_text(encoding="utf-8")
    assert "PROJET" not in (pma / "convention.html").read_text(encoding="utf-8")


def test_the_manifest_names_what_was_taken_from_the_base(pma: Path) -> None:
    manifest = (pma / "manifest.json").read_text(encoding="utf-8")
    for file in ("2020/programme.yaml", "2020/budget.yaml", "2020-pma/convention.yaml"):
        assert f'"{file}"' in manifest


def test_word_files_follow_their_schemas(health: Path, pma: Path) -> None:
    files = [*health.glob("*.docx"), *pma.glob("*.docx")]
    assert len(files) == 4
    validator = OpenXmlValidator()
    broken = {str(file): validator.validate(str(file)).errors for file in files}
    assert {file: errors for file, errors in broken.items() if errors} == {}
