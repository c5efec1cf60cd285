"""What somebody types in the first dossier of ``pmtdocs init``, until it is voted: invented."""

from __future__ import annotations

from pathlib import Path

_COMMONS = {
    "organisations": """
ville-d-exemple:
  nom: Ville d'Exemple
  article: la
  type: commune
  population: 8 000
  siren: 123 456 782
theatre: {nom: Théâtre d'Exemple, article: le, type: association, siren: 732 829 320}
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
_HOLE = "à compléter"
#: What takes the place of each hole, in the order of the file.
_TYPED = {
    "dossier": (),
    "convention": (
        "relative à la saison théâtrale 2031", "camille-exemple", "alix-essai", "Président",
        "La Ville soutient la création théâtrale.", "30 000", "30 000", "2032-06-30",
        "tribunal administratif de Besançon", "comptable du service de gestion comptable",
        "Exemple", _HOLE,
    ),
    "deliberation": (
        "2031-12", "1", "Subvention au Théâtre d'Exemple", "lou-gabarit", "Adjointe à la culture",
        "BP 2031", "120 000", "camille-exemple", "dominique-modele",
        "tribunal administratif de Besançon",
    ),
    "expose": ("Le Théâtre d'Exemple présente dix spectacles par saison.",),
    "programme": ("Saison théâtrale", "Présenter dix spectacles."),
    "budget": ("20 000", "40 000", "30 000", "30 000"),
    "indicateurs": ("Nombre de spectateurs",),
}  # fmt: skip


def vote(project: Path, name: str) -> None:
    """Fill in a blank dossier of the year 2031, hole by hole, and write its sitting."""
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
        assert len(others) == len(words), subject
        text = first + "".join(word + rest for word, rest in zip(words, others, strict=True))
        text = text.replace("beneficiaire: beneficiaire", "beneficiaire: theatre")
        text = text.replace("etat: instruction", "etat: voté")
        file.write_text(text + (_VOTE if subject == "deliberation" else ""), encoding="utf-8")
    sheet = folder / "dossier.yaml"
    asked = "demande: {date: 2031-01-15, engagement_republicain: oui}\n"
    sheet.write_text(f"{sheet.read_text(encoding='utf-8')}{asked}", encoding="utf-8")
    (folder / "seance.yaml").write_text(_SITTING, encoding="utf-8")
