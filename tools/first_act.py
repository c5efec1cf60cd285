"""The first act of who moves in, as chapter 1 of the guide tells it: what is typed in the first
dossier of ``pmtdocs init``, hole by hole, until it is voted. Invented facts of 2031.

``pictures`` shows it; tests check that it leads where the guide says.
"""

from __future__ import annotations

from pathlib import Path

from pmtdocs.commands import init

YEAR = 2031
_COMMONS = {
    "organisations": """
ville-d-exemple:
  nom: Ville d'Exemple
  article: la
  type: commune
  population: 8 000
  siren: 999 004 013
  siege: 1 place de l'Exemple, 00000 Exemple

theatre:
  nom: Théâtre d'Exemple
  article: le
  type: association
  siret: 999 004 021 00013
  siege: 2 rue de l'Exemple, 00000 Exemple
""",
    "personnes": """
camille-exemple: {civilite: Mme, prenom: Camille, nom: EXEMPLE}
dominique-modele: {civilite: M., prenom: Dominique, nom: MODÈLE}
alix-essai: {civilite: M., prenom: Alix, nom: ESSAI}
lou-gabarit: {civilite: Mme, prenom: Lou, nom: GABARIT}
""",
}
_SITTING = """
instance: conseil municipal
date: 2031-03-27
convocation: 2031-03-19
note_de_synthese: oui
publication: 2031-03-31
lieu: Salle du conseil
adresse: 1 place de l'Exemple
presidence: {membre: camille-exemple, qualite: Maire}
secretaire: {membre: dominique-modele}
ouverture: 18h00
membres_en_exercice: 3
membres:
  - {membre: camille-exemple, mode: salle}
  - {membre: dominique-modele, mode: salle}
  - {membre: lou-gabarit, mode: salle}
"""
_VOTE = "\nvote: {unanimite: à l'unanimité, publie: {pour: 3, contre: 0, abstention: 0}}\n"
_ASKED = "demande: {date: 2031-01-15, engagement_republicain: oui}\n"
_HOLE = "à compléter"
_COURT = "tribunal administratif d'Exemple"
#: What takes the place of each hole, in the order of the file.
_TYPED = {
    "dossier": (),
    "convention": (
        "relative à la saison théâtrale 2031", "camille-exemple", "alix-essai", "Président",
        "La Ville soutient la création théâtrale.", "30 000", "30 000", "2032-06-30",
        _COURT, "comptable du service de gestion comptable", "Exemple", _HOLE,
    ),
    "deliberation": (
        "2031-12", "1", "Subvention au Théâtre d'Exemple", "lou-gabarit", "Adjointe à la culture",
        "BP 2031, chapitre 65, article 65748", "120 000", "camille-exemple", "dominique-modele",
        _COURT,
    ),
    "expose": (
        "Le Théâtre d'Exemple présente dix spectacles par saison. Il demande "
        "{deliberation.attribution.montant}.",
    ),
    "programme": ("Saison théâtrale", "Présenter dix spectacles."),
    "budget": ("20 000", "40 000", "30 000", "30 000"),
    "indicateurs": ("Nombre de spectateurs",),
}  # fmt: skip


def begin(folder: Path) -> None:
    """The project that ``pmtdocs init`` writes for a commune."""
    init.create(folder, init.body_of("commune", "Ville d'Exemple", "999004013"), YEAR)


def fill(project: Path, name: str) -> None:
    """Fill in a blank dossier, hole by hole, and the shared tables that it names."""
    for table, text in _COMMONS.items():
        (project / "data/_commun" / f"{table}.yaml").write_text(text, encoding="utf-8")
    folder = project / "data" / name
    for subject, words in _TYPED.items():
        file = folder / f"{subject}.yaml"
        lines = file.read_text(encoding="utf-8").replace(
            "organisation: beneficiaire", "organisation: theatre"
        )
        text = "\n".join(line for line in lines.split("\n") if not line.lstrip().startswith("#"))
        first, *others = text.split(_HOLE)
        if len(others) != len(words):
            raise ValueError(f"{subject}: {len(others)} holes, {len(words)} answers")
        text = first + "".join(word + rest for word, rest in zip(words, others, strict=True))
        text = text.replace("beneficiaire: beneficiaire", "beneficiaire: theatre")
        file.write_text(text, encoding="utf-8")
    _add(folder / "dossier.yaml", _ASKED)


def vote(project: Path, name: str) -> None:
    """The same, voted: its sitting, its vote, its state."""
    fill(project, name)
    folder = project / "data" / name
    sheet = folder / "dossier.yaml"
    text = sheet.read_text(encoding="utf-8").replace("etat: instruction", "etat: voté")
    sheet.write_text(text, encoding="utf-8")
    _add(folder / "deliberation.yaml", _VOTE)
    (folder / "seance.yaml").write_text(_SITTING, encoding="utf-8")


def _add(file: Path, text: str) -> None:
    file.write_text(f"{file.read_text(encoding='utf-8')}{text}", encoding="utf-8")
