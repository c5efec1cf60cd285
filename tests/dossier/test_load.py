"""Reading the data: what is wrong in it is said once, in French, at its place."""

import pickle
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from pmtdocs.commands import pipeline
from pmtdocs.commands.catalogue import CATALOGUE
from pmtdocs.dossier.load import Loaded, dossiers, load
from pmtdocs.dossier.model.budget import Total
from pmtdocs.dossier.views.context import context
from pmtdocs.finding import DataError, ExitCode, Finding, PmtdocsError
from pmtdocs.system.files import shown
from tests.conftest import DOSSIERS, ROOT
from tests.support.closed import close

Patch = Callable[[str, str, str], None]
Refused = Callable[..., tuple[Finding, ...]]

BUDGET = "2024/budget.yaml"
SITTING = "2024/seance.yaml"
CONVENTION = "2024/convention.yaml"
PROGRAMME = "2024/programme.yaml"
DELIBERATION = "2024/deliberation.yaml"
SHEET = "2024/dossier.yaml"
TRAVEL = "{libelle: Déplacements, montant: 5 000}"


def position(finding: Finding) -> tuple[str, str, int, int]:
    span = finding.primary.span
    assert span is not None
    return finding.code, span.file, span.line, span.column


# file, old text, new text in which § marks the place of the finding; code, what the message says
BAD = [
    (BUDGET, "montant: 5 000", "montant: §-5 000", "MOD003", "négatif"),
    (BUDGET, "montant: 5 000", "montant: §1.234", "MOD003", "« 1.234 » n'est pas"),
    (BUDGET, "montant: 5 000", "§montent: 5 000", "MOD001", "vouliez-vous dire « montant »"),
    (BUDGET, "montant: 5 000", "montant: §{21: 5 000}", "MOD003", "n'est pas une année"),
    (BUDGET, "montant: 5 000", "montant: {2021: §x}", "MOD003", "n'est pas un montant"),
    (BUDGET, "montant: 5 000", "montant: §[5 000]", "MOD003", "attendu"),
    (BUDGET, "montant: 5 000", "montant: §{}", "MOD003", "attendu"),
    (BUDGET, "taxe: TTC", "taxe:§", "YML007", "vide"),
    (BUDGET, TRAVEL, "{libelle: §[a], montant: 5 000}", "MOD003", "un texte est attendu"),
    (BUDGET, TRAVEL, "§{montant: 5 000}", "MOD003", "ni « libelle » ni « financeur »"),
    (BUDGET, TRAVEL, "§Déplacements", "MOD003", "groupe de clés"),
    (BUDGET, "taxe: TTC", "taxe: §ttc", "MOD003", "vouliez-vous dire « TTC »"),
    (BUDGET, "taxe: TTC", "taxe: §[TTC]", "MOD003", "un mot est attendu"),
    (BUDGET, "taxe: TTC", "taxe: TTC\n§taxe: HT", "YML003", "est écrite deux fois (déjà ligne "),
    (BUDGET, "taxe: TTC", "taxe: TT§\tC", "YML002", "tabulation"),
    (BUDGET, "taxe: TTC", "taxe: TT§\x1bC", "YML005", "U+001B"),
    (BUDGET, "taxe: TTC", "taxe: TT§\u2066C", "YML005", "U+2066"),
    (BUDGET, "taxe: TTC", "taxe: §&t TTC", "YML004", "ancres"),
    (BUDGET, "taxe: TTC", "taxe: §*t", "YML004", "ancres"),
    (BUDGET, "taxe: TTC", "taxe: §!!str TTC", "YML004", "étiquette"),
    (BUDGET, "taxe: TTC", 'taxe: §"TTC', "YML001", "guillemet"),
    (BUDGET, "taxe: TTC", "§---\ntaxe: TTC", "YML001", "plusieurs documents"),
    (BUDGET, "taxe: TTC", f"taxe: {'[' * 40}§{'[' * 200}", "YML008", "40 niveaux"),
    (BUDGET, "financeur: gbm", "financeur: §gbn", "MOD003", "vouliez-vous dire « gbm »"),
    (BUDGET, "20 000, en_nature: oui}\n  libelle", "20 000, en_nature: §yes}\n  libelle", "MOD003",
     "écrivez oui ou non"),
    (BUDGET, "publie: {total: 490 000}\n\n", "publie: {§totla: 490 000}\n\n", "MOD001",
     "vouliez-vous dire « total »"),
    (PROGRAMME, "detail: [6,", "§details: [6,", "MOD001", "vouliez-vous dire « detail »"),
    (BUDGET, TRAVEL, "{libelle: x, montant: §5 000,50}", "YML007", "la virgule de « 5 000,50 »"),
    (CONVENTION, "fin: 2025-04-30", "fin: §31/02/2024", "MOD003", "pas dans le calendrier"),
    (CONVENTION, "  preavis_mois: 1", "   §preavis_mois: 1", "YML001", "alignement"),
    (CONVENTION, "taux: 100", "taux: §101", "MOD003", "entre 0 et 100"),
    (CONVENTION, "date: à compléter", "date: §bientôt", "MOD003", "n'est pas une date"),
    (CONVENTION, "exemplaires: 3", "exemplaires: §trois", "MOD003", "nombre entier"),
    (SITTING, "{membre: anne-vignot, mode: salle}", "{membre: §anne-vigno, mode: salle}", "MOD003",
     "la personne « anne-vigno » n'est pas dans data/_commun/personnes.yaml ; "
     "vouliez-vous dire « anne-vignot »"),
    (SITTING, "{membre: anne-vignot, mode: salle}", "§{mode: salle}", "MOD003", "ni « membre » ni"),
    (SITTING, "ordre: 1-33", "ordre: §33-1", "MOD003", "dépasse"),
    (SITTING, "ordre: 1-33", "ordre: §1-33, 5", "MOD003", "deux fois"),
    (SITTING, "ordre: 1-33", "ordre: §1-999999999", "MOD003", "suite de numéros"),
    (SITTING, "ouverture: 18h00", "ouverture: §18h60", "MOD003", "pas une heure"),
    (DELIBERATION, "rapport: 13", "rapport: §34", "MOD003", "n° 34 n'est pas"),
    (DELIBERATION, "rapport: 13", f"rapport: §{'9' * 900}", "MOD003", "nombre entier"),
    (DELIBERATION, "numero: 2024/2024.00097", 'numero: §" "', "MOD003", "vide"),
    (PROGRAMME, "{nom: objectif", "{nom: §Objectif", "MOD003", "identifiant"),
    (SHEET, "etat: voté", "etat: §votée", "MOD003", "vouliez-vous dire « voté »"),
    (SHEET, "etat: voté", "etat: §[voté]", "MOD003", "un état est attendu"),
    (SHEET, "exercices: [2024]", "exercices: §2024", "MOD003", "liste est attendue"),
    (SHEET, "exercices: [2024]", "exercices: §[]", "MOD003", "liste est vide"),
    (SHEET, "exercices: [2024]", "exercices: [§24]", "MOD003", "une année"),
    (SHEET, "modele: gbm", "modele: §../gbm", "MOD003", "identifiant"),
    (SHEET, "modele: gbm", "modele: §con", "MOD003", "nom que Windows se garde"),
    (SHEET, "  convention: [", "  §nul: [", "MOD003", "nom que Windows se garde"),
    ("_commun/personnes.yaml", "M., prenom: Thomas", "§Mr, prenom: Thomas", "MOD003",
     "Valeurs possibles : M., Mme"),
    ("_commun/personnes.yaml", "commune: amagney}", "commune: §amagnet}", "MOD003",
     "vouliez-vous dire « amagney »"),
]  # fmt: skip


@pytest.mark.parametrize("slip", BAD)
def test_a_slip_is_one_finding_at_its_place(
    data: Path, patch: Patch, refused: Refused, slip: tuple[str, str, str, str, str]
) -> None:
    file, old, new, code, says = slip
    patch(file, old, new)
    before = (data / file).read_text(encoding="utf-8").split("§")[0].split("\n")
    patch(file, new, new.replace("§", ""))
    (finding,) = refused()
    assert position(finding) == (code, f"data/{file}", len(before), len(before[-1]) + 1)
    assert says.lower() in finding.message.lower()
    assert re.search(r"[.?]$|Valeurs possibles : .*\.$", finding.message)
    assert finding.primary.label


@pytest.mark.parametrize(
    ("old", "new", "help"),
    [
        ("publie: {pour: 102", "publie: {pour: à compléter", "ne vaut plus depuis le vote"),
        (
            "\n  budget: BP 2024",
            " à compléter\nautre:\n  budget: BP 2024",
            "les clés du groupe : budget",
        ),
        (
            "personne: anne-vignot",
            "personne: Mme Ève NOUVELLE",
            "ajoutez-y « mme-eve-nouvelle: {civilite: …, prenom: …, nom: …} »",
        ),
    ],
)
def test_a_hole_that_may_not_stand_says_what_to_type(
    data: Path, patch: Patch, refused: Refused, old: str, new: str, help: str
) -> None:
    patch(DELIBERATION, old, new)
    assert any(help in finding.help for finding in refused())


# The place is a whole group: the text at its start.
BAD_GROUPS = [
    (BUDGET, "montant: 5 000", "montant: {2024: 5 000}", "depenses", "donnés par année"),
    (BUDGET, "taxe: TTC\n", "", "intitule", "La clé « taxe » manque"),
    (SITTING, "jusqu_a: 28}", "jusqu_a: 34}", "instance", "n° 34 n'est pas dans l'ordre"),
    (SITTING, "jusqu_a: 28}", "jusqu_a: 28, a_compter_de: 29}", "instance", "précède le début"),
    (DELIBERATION, "rapport: 13", "rapport: 34", "34", "n'est pas dans l'ordre de passage"),
    ("2024/expose.yaml", "      - liste:\n          - l'Agence",
     "      - paragraphe: x\n        liste:\n          - l'Agence", "paragraphe: x", "un des deux"),
    (PROGRAMME, "{newsletters: 4}", "{newsletter: 4}", "texte: \"{news", "cite {newsletters}"),
    (PROGRAMME, "texte: Livret santé.", 'texte: "Livret {x}."\n          reprend: [x]',
     "titre: >-\n      Visibilité", "« x », qu'aucune action ne chiffre"),
    (PROGRAMME, "etiquette: \"Axe {chiffre}", "etiquette: \"Axe {rang}", "{nom: axe", "{rang}"),
    (PROGRAMME, "  - {nom: objectif, etiquette: \"Objectif {chiffre} :\"}\n", "", "nom: PMT Health",
     "programme a 2 niveaux, « niveaux » en nomme 1"),
]  # fmt: skip


@pytest.mark.parametrize("slip", BAD_GROUPS)
def test_a_contradiction_is_one_finding_at_its_group(
    data: Path, patch: Patch, refused: Refused, slip: tuple[str, str, str, str, str]
) -> None:
    file, old, new, at, says = slip
    patch(file, old, new)
    before = (data / file).read_text(encoding="utf-8").split(at)[0].split("\n")
    (finding,) = refused()
    assert position(finding)[1:] == (f"data/{file}", len(before), len(before[-1]) + 1)
    assert says in finding.message


def test_a_figure_with_two_values_cannot_be_repeated(
    data: Path, patch: Patch, refused: Refused
) -> None:
    patch(PROGRAMME, "chiffres: {actions-emploi: 2}", "chiffres: {actions-emploi: 2, projets: 3}")
    patch(PROGRAMME, "{actions-emploi} actions que", "{actions-emploi} {projets} actions que")
    axis = "    livrables:\n      intitule: Livrables\n      elements:\n"
    item = axis + '        - {texte: "{projets}", reprend: [projets]}\n'
    file = data / PROGRAMME
    file.write_text(file.read_text(encoding="utf-8") + item, encoding="utf-8")
    (finding,) = refused()
    assert "« projets », qui a ici plusieurs valeurs" in finding.message


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("budgets.yaml", "budget"), ("budget.yml", "budget"), ("budget.YAML", "budget"),
     ("budget.yaml.txt", "budget"), ("Séance.yaml", "seance"), ("budget (1).yaml", "budget"),
     ("budget - Copie.yaml", "budget"), ("budget.yaml.bak", "budget"), ("budget\n.yaml", "budget"),
     ("budget.yaml ", "budget"), ("budget.yaml~", "budget"), ("../_commun/personnes.yml", "")],
)  # fmt: skip
def test_a_file_that_nothing_reads(data: Path, refused: Refused, wrong: str, meant: str) -> None:
    if meant:
        (data / "2024" / f"{meant}.yaml").rename(data / "2024" / wrong)
    else:
        (data / "2024" / wrong).write_text("a: b", encoding="utf-8")
    (finding,) = refused()
    assert (finding.code, position(finding)[1]) == (
        "MOD005",
        f"data/2024/{wrong}".replace("2024/../", ""),
    )
    assert f"vouliez-vous dire « {meant or 'personnes'}.yaml » ?" in finding.message


def test_a_grant_says_who_receives_it(small: Path, patch: Patch, refused: Refused) -> None:
    patch("sans-convention/dossier.yaml", "beneficiaire: pmt\n", "")
    (finding,) = refused("sans-convention")
    assert position(finding)[:2] == ("MOD002", "data/sans-convention/dossier.yaml")
    assert finding.message.startswith("Le dossier ne dit pas qui reçoit la subvention")


def test_the_papers_of_a_sitting_have_no_beneficiary(small: Path) -> None:
    for file in (small / "bon").glob("*.yaml"):
        if file.stem not in ("dossier", "seance"):
            file.unlink()
    (small / "bon" / "dossier.yaml").write_text(
        "modele: gbm\netat: voté\nexercices: [2024]\nfinanceur: gbm\n", "utf-8"
    )
    dossier = load(small, "bon").dossier
    assert dossier.beneficiaire is None
    assert not context(dossier)["beneficiaire"]


def test_other_files_are_left_alone(data: Path) -> None:
    for name in (
        "notes.docx",
        ".budget.yaml.swp",
        "budget.yaml~",
        "LISEZMOI.md",
        "budget.xlsx",
        ".~lock.budget.yaml#",
        "~$budget.yaml",
        "seance.yaml.ancien",
    ):
        (data / "2024" / name).write_text("[")
    assert load(data, "2024").dossier.budget is not None


@pytest.mark.parametrize("table", ["communes", "organisations", "personnes"])
def test_a_shared_file_that_is_missing_is_said_once(
    data: Path, refused: Refused, table: str
) -> None:
    (data / "_commun" / f"{table}.yaml").unlink()
    (finding,) = refused()
    assert finding.code == "MOD004"
    assert position(finding)[1] == f"data/_commun/{table}.yaml"


@pytest.mark.parametrize("text", ["a: [\n", "", "anne-vignot: 1\nanne-vignot: 2\n"])
def test_an_unreadable_shared_file_makes_no_cascade(
    data: Path, refused: Refused, text: str
) -> None:
    (data / "_commun" / "personnes.yaml").write_text(text)
    assert [position(f)[1] for f in refused()] == ["data/_commun/personnes.yaml"]


def test_a_folder_where_a_file_is_expected(data: Path, refused: Refused) -> None:
    (data / "2024/budget.yaml").unlink()
    (data / "2024/budget.yaml").mkdir()
    (finding,) = refused()
    assert "un répertoire est à la place d'un fichier" in finding.message


def test_bytes_that_are_not_utf8(data: Path, refused: Refused) -> None:
    file = data / BUDGET
    file.write_bytes(file.read_text().encode("latin-1", "replace"))
    (finding,) = refused()
    assert (finding.code, position(finding)[2]) == ("YML006", 2)


@pytest.mark.parametrize(("text", "code"), [("", "YML007"), ("x" * 2_000_001, "YML008")])
def test_empty_and_enormous_files(data: Path, refused: Refused, text: str, code: str) -> None:
    (data / BUDGET).write_text(text)
    (finding,) = refused()
    assert finding.code == code


@pytest.mark.parametrize(("text", "says"), [("- a\n", "groupe de clés"), ("a\n", "groupe de clés")])
def test_a_file_that_holds_something_else(
    data: Path, refused: Refused, text: str, says: str
) -> None:
    (data / BUDGET).write_text(text)
    (finding,) = refused()
    assert says in finding.message


def test_every_fault_of_every_file_is_found(data: Path, patch: Patch, refused: Refused) -> None:
    patch(BUDGET, "montant: 5 000", "montant: x")
    patch(BUDGET, "montant: 104 000", "montent: 104 000")
    patch(CONVENTION, "2025-04-30", "hier")
    assert [(position(f)[1][10:], f.code) for f in refused()] == [
        ("budget.yaml", "MOD003"),
        ("budget.yaml", "MOD001"),
        ("convention.yaml", "MOD003"),
    ]


def test_labels_speak_to_people(data: Path, patch: Patch, refused: Refused) -> None:
    patch(BUDGET, "montant: 5 000", "montant: x")
    assert refused()[0].primary.label == "Budget, dépenses, ligne « Déplacements », montant"


# --- folders -----------------------------------------------------------------------------------


def test_dossiers_are_the_folders_that_hold_a_sheet(data: Path) -> None:
    (data / "vide").mkdir()
    found = dossiers(data)
    assert {"2020", "2024"} <= set(found)
    assert not {"vide", "_commun"} & set(found)
    assert found == sorted(found)


def test_a_folder_without_its_sheet(data: Path) -> None:
    (data / "2025").mkdir()
    with pytest.raises(PmtdocsError, match=r"2025 ne contient pas de fichier dossier\.yaml") as e:
        load(data, "2025")
    assert e.value.exit_code == ExitCode.DATA


def test_an_unknown_dossier(data: Path) -> None:
    with pytest.raises(PmtdocsError, match="Vouliez-vous dire « 2024 »") as e:
        load(data, "20244")
    assert e.value.help.startswith("Dossiers présents : 2020, ")
    assert e.value.exit_code == ExitCode.USAGE


@pytest.mark.parametrize(
    "name", ["../2024", "2024/", "", ".", "20 24", "é", "2024\n", "con", "Aux"]
)
def test_names_that_are_refused(data: Path, name: str) -> None:
    with pytest.raises(PmtdocsError, match="n'est pas un nom de dossier"):
        load(data, name)


def test_a_name_in_another_case(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows and macOS would open the folder, and the output would bear two names."""
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr("pmtdocs.system.files.is_folder", lambda _: True)
    with pytest.raises(PmtdocsError, match=r"n'existe pas dans .* « pmt-health »"):
        load(data, "PMT-Health")
    assert load(data, "pmt-health").dossier.nom == "pmt-health"


def test_outside_a_project(tmp_path: Path) -> None:
    with pytest.raises(PmtdocsError, match="n'existe pas") as e:
        load(tmp_path / "data", "2024")
    assert "--data" in e.value.help


def test_places(dossier_2024: Loaded) -> None:
    line = dossier_2024.locate(("budget", "depenses", "lignes", 2, "montant"))
    assert line.span is not None
    assert (line.span.line, line.label) == (
        16,
        "Budget, dépenses, ligne « Frais de structure », montant",
    )
    computed = dossier_2024.locate(("budget", "depenses", "rien", "du", "tout"))
    assert computed.span is not None
    assert dossier_2024.sources[computed.span.file].line(computed.span.line) == "depenses:"
    assert dossier_2024.locate(("bidon",)).span is None


# --- whatever is typed --------------------------------------------------------------------------

PYTHON_WORDS = re.compile(
    r"\b(dict|tuple|list|NoneType|None|pydantic|Input|should|valid|str|int|Errno|expected|found"
    r"|object|True|False|Decimal|datetime|constrained)\b"
)
PIECES = st.sampled_from(
    [*"abé0:,-#&*!|>%@`'\"[]{}?\\ \n", "\n\n", "\t", "\r", "\x00", "\u202e", ": ", "- ", "  ", "~",
     "null", "montant:", "{a: 1}", "[1, 2]", "---\n", "...\n", "&a ", "*a", "!!int ", "'", '"',
     "à compléter", "9" * 30, "-5", "1e400", "\U0001f600"]
)  # fmt: skip


Change = tuple[str, float, int, str]


@st.composite
def mutations(draw: st.DrawFn) -> list[Change]:
    kind = st.sampled_from(["characters", "line", "double"])
    one = st.tuples(kind, st.floats(0, 1), st.integers(0, 12), st.lists(PIECES).map("".join))
    return draw(st.lists(one, min_size=1, max_size=3))


def mutate(text: str, changes: list[Change]) -> str:
    for kind, where, length, new in changes:
        if kind == "characters":
            at = int(where * len(text))
            text = text[:at] + new + text[at + length :]
        else:
            lines = text.splitlines(keepends=True) or [""]
            at = int(where * (len(lines) - 1))
            lines[at : at + 1] = [lines[at]] * 2 if kind == "double" else [new]
            text = "".join(lines)
    return text


FILES = sorted(
    str(f.relative_to(Path(__file__).parents[2] / "data"))
    for folder in ("2024", "_commun")
    for f in (Path(__file__).parents[2] / "data" / folder).glob("*.yaml")
)


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=20)
@given(changes=mutations())
def test_any_mutation_gives_a_dossier_or_findings_in_french(
    data: Path, name: str, changes: list[Change]
) -> None:
    original = Path(__file__).parents[2] / "data" / name
    text = mutate(original.read_text(encoding="utf-8"), changes)
    (data / name).write_text(text, encoding="utf-8", newline="")
    try:
        load(data, "2024")
    except DataError as error:
        findings = error.findings
    else:
        return
    assert findings
    for finding in findings:
        check(finding)


def check(finding: Finding) -> None:
    """A finding is French, known, and stands inside its file."""
    span = finding.primary.span
    assert span is not None
    assert finding.code in CATALOGUE
    assert span.file.startswith("data/")
    text = Path(span.file).read_bytes().decode().replace("\r\n", "\n")
    lines = text.removeprefix("\ufeff").split("\n")
    assert 1 <= span.line <= len(lines)
    assert 1 <= span.column <= len(lines[span.line - 1]) + 1
    # What stands between « », or is to be typed instead, was typed in the file.
    typed = "«[^»]*»|Écrivez : .*"
    said = re.sub(typed, "", finding.message + finding.help, flags=re.DOTALL)
    assert not PYTHON_WORDS.search(said), finding


def test_a_budget_must_hold_lines_of_one_kind(small: Path, patch: Patch, refused: Refused) -> None:
    budget = "pluriannuel/budget.yaml"
    file = small / budget
    head, tail = file.read_text(encoding="utf-8").split("recettes:\n")
    whole = re.sub(r"\{2021: ([0-9 ]+), 2022: [0-9 ]+\}", r"\1", tail)
    file.write_text(f"{head}recettes:\n{whole}", encoding="utf-8")
    (finding,) = refused("pluriannuel")
    assert "pas toutes données par année" in finding.message
    file.write_text(head + "recettes:\n" + tail.split("  lignes:")[0] + "  libelle_total: T\n")
    (finding,) = refused("pluriannuel")
    assert finding.message == "Le tableau n'a ni « lignes » ni « groupes »."


def test_a_file_elsewhere_is_named_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ici").mkdir()
    monkeypatch.chdir(tmp_path / "ici")
    assert shown(tmp_path / "data" / "x.yaml") == (tmp_path / "data" / "x.yaml").as_posix()
    assert shown(tmp_path / "ici" / "x.yaml") == "x.yaml"


def _totals(value: object) -> Iterator[Total]:
    if isinstance(value, Total):
        yield value
    elif isinstance(value, BaseModel):
        yield from (t for name in type(value).model_fields for t in _totals(getattr(value, name)))
    elif isinstance(value, dict):
        yield from (t for item in value.values() for t in _totals(item))
    elif isinstance(value, tuple | list):
        yield from (t for item in value for t in _totals(item))


@pytest.mark.parametrize("name", DOSSIERS)
def test_a_dossier_goes_whole_to_another_process(name: str) -> None:
    """Holes stay the one hole, and sums keep the years that they are made of."""
    dossier = load(ROOT / "data", name).dossier
    again = pickle.loads(pickle.dumps(dossier))  # noqa: S301 - our own
    assert again == dossier
    years = [total.by_year for total in _totals(dossier)]
    assert [total.by_year for total in _totals(again)] == years
    assert any(len(one) > 1 for one in years) == (name == "pmt-health")


def test_a_folder_that_may_not_be_looked_into_is_a_finding(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of its dossier, which is not lost without a word."""
    (data / "ferme").mkdir()
    close(monkeypatch, data / "ferme")
    assert "ferme" in dossiers(data)
    checked = pipeline.check(data, data.parent / "templates", "ferme")
    (finding,) = checked.findings
    assert "ferme ne peut pas être lu : les droits manquent" in finding.message
    assert checked.exit_code() == ExitCode.DATA


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (BUDGET, TRAVEL, f"{TRAVEL}\n    - {TRAVEL}", True),
        (BUDGET, TRAVEL, f"{TRAVEL}\n    - {TRAVEL.replace('5 000', '6 000')}", False),
        (PROGRAMME, "detail: [6, 14, 2, 1, 2, 1]", "detail: [6, 14, 2, 1, 2, 1]", False),
    ],
)
def test_an_element_typed_twice_in_a_list_is_told(
    data: Path, patch: Patch, file: str, old: str, new: str, told: bool
) -> None:
    patch(file, old, new)
    found = [(one.code, one.related[0].span) for one in load(Path("data"), "2024").remarks()]
    assert [code for code, _ in found] == ["YML010"] * told
    assert all(span and span.file.endswith("budget.yaml") for _, span in found)
