"""An invented amendment to the dossier of 2024, for the tests: no amendment to it was published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from pmtdocs.compare.docx import read_docx

#: Its own facts; what it changes comes below.
HEAD = """\
numero: 1
decision: {instance: Conseil de Communauté, date: 2024-09-26, numero: 2024/300}
motifs: [Le calendrier s'allonge.]
signature: {lieu: Besançon, date: 2024-10-03, exemplaires: 2}
modifie:
"""
#: Amount, end, a budget line taken away and another raised, an action less and one more.
CHANGES = """\
  convention:
    subvention:
      montant: {ancien: 45 000, nouveau: 50 000}
      versements:
        - {taux: 100, montant: 50 000, evenement: à la signature de la présente convention}
    duree: {fin: 2025-06-30}
  deliberation:
    inscription: {publie: {operation: 50 000}}
  budget:
    depenses:
      lignes:
        - {libelle: Frais de structure, suppression: oui}
        - {libelle: Frais externes, montant: 185 000}
    recettes:
      groupes:
        - nom: PUBLIC
          lignes: [{financeur: gbm, montant: 50 000}]
  programme:
    elements:
      - titre: développement et montée…
        enfants:
          - titre: Contribuer aux travaux…
            actions:
              - {texte: "Prendre part à des études : enquête RSE.", suppression: oui}
              - texte: "Tenir {ateliers} ateliers."
                chiffres: {ateliers: 2}
                ajout: oui
                apres: Tenir à jour…
"""


def write(folder: Path, changes: str | dict[str, Any], number: int = 1) -> Path:
    """``avenants/<number>.yaml`` in the folder of a dossier."""
    if not isinstance(changes, str):
        dumped = yaml.safe_dump(changes, allow_unicode=True, sort_keys=False, width=1000)
        changes = "".join(f"  {line}\n" for line in dumped.splitlines())
    file = folder / "avenants" / f"{number}.yaml"
    file.parent.mkdir(exist_ok=True)
    head = HEAD.replace("numero: 1\n", f"numero: {number}\n", 1)
    file.write_text(head + changes, encoding="utf-8")
    return file


def paragraphs(file: Path) -> list[str]:
    """The paragraphs and cells of a Word file, plain spaces."""
    return [" ".join(block.words.split()) for block in read_docx(file).text.blocks]
