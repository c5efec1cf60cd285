"""A project invented from scratch: its data as typed, its modèle as Word files made by python-docx.

Nothing here comes from the real programmes or from their templates: a foundation helps a workshop
with a syndicate beside it, over two years, in a contract of its own words with two annexes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor
from docx.table import Table

DATA = {
    "_commun/organisations.yaml": """
        fondation:
          {nom: Fondation des Trois Vallées, article: la, nature: fondation, siren: 314 159 260}
        atelier: {nom: Atelier des Cimes, article: l', nature: association, siren: 577 215 668}
        syndicat:
          {nom: Syndicat du Val Clair, article: le, nature: collectivité, siren: 161 803 390}
        """,
    "_commun/personnes.yaml": """
        odile-ferrand: {civilite: Mme, prenom: Odile, nom: FERRAND}
        yann-le-goff: {civilite: M., prenom: Yann, nom: LE GOFF}
        ines-dalmas: {civilite: Mme, prenom: Inès, nom: DALMAS}
        """,
    "_commun/communes.yaml": "{}",
    "cimes/dossier.yaml": """
        modele: vallees
        etat: signé
        exercices: [2031, 2032]
        financeur: fondation
        beneficiaire: atelier
        documents:
          contrat: [convention-tripartite, fiche-actions, fiche-budget]
          budget: [fiche-budget]
        """,
    "cimes/convention.yaml": """
        intitule: pour un atelier de réparation ouvert à tous
        annexee_au_rapport: non
        parties:
          - organisation: fondation
            role: financeur
            representant: odile-ferrand
            fonction: présidente
          - organisation: atelier
            role: bénéficiaire
            representant: yann-le-goff
            fonction: trésorier
          - organisation: syndicat
            role: partenaire
            representant: ines-dalmas
            fonction: directrice
        motifs: [Le Val Clair n'a plus de réparateur depuis l'hiver.]
        subvention:
          montant: {2031: 12 000, 2032: "15 500,50"}
          versements:
            - {annee: 2031, taux: 100, montant: 12 000, evenement: à la signature}
            - annee: 2032
              taux: 100
              montant: 15 500,50
              evenement: à la remise du compte rendu
          affectee: oui
        duree:
          fin: 2033-06-30
          cesse_a_la_remise: oui
          preavis_mois: 3
          conservation_annees: 10
        exemplaires_compte_rendu: 3
        tribunal: Tribunal judiciaire de Val-Clair
        comptable: trésorier de la fondation
        signature: {lieu: Val-Clair, date: 14/03/2031, exemplaires: 3}
        """,
    "cimes/programme.yaml": """
        intitule: Ce que l'atelier entreprend
        niveaux: [{nom: saison, etiquette: "Saison {chiffre} :"}]
        elements:
          - titre: ouvrir
            actions:
              - {texte: "Réparer {velos} vélos.", chiffres: {velos: 240}}
          - titre: transmettre
            actions:
              - {texte: "Former {benevoles} bénévoles.", chiffres: {benevoles: 36}}
        """,
    "cimes/budget.yaml": """
        intitule: Les comptes prévus
        taxe: net de taxe
        depenses:
          intitule: Ce que cela coûte
          colonne_libelle: Poste
          colonne_montant: Ensemble
          lignes:
            - {libelle: Loyer, montant: {2031: 7 000, 2032: 7 200}}
            - {libelle: Outillage, montant: {2031: 9 000, 2032: "12 300,50"}}
          libelle_total: Coût total
        recettes:
          intitule: Qui le paie
          colonne_libelle: Financeur
          colonne_montant: Ensemble
          lignes:
            - {financeur: fondation, montant: {2031: 12 000, 2032: "15 500,50"}}
            - {financeur: syndicat, montant: {2031: 4 000, 2032: 4 000}}
          libelle_total: Total payé
        """,
}
ARTICLES = {
    "Objet": [
        "{{ financeur.le|capitale }} soutient, en {{ exercice }}, ce que {{ beneficiaire.le }} "
        "entreprend et que la fiche d’actions décrit. Le programme est évalué chaque année."
    ],
    "Aide": [
        "La subvention est de {{ convention.subvention.montant|euros }} "
        "({{ convention.subvention.montant|euros_en_lettres }}), affectée à ce programme.",
        "{%p for a in convention.annees %}",
        "Pour {{ a.annee }} : {{ a.montant|euros }}.",
        "{%p endfor %}",
        "{%p for v in convention.subvention.versements %}",
        "Versement de {{ v.montant|euros }}, {{ v.evenement }}.",
        "{%p endfor %}",
    ],
    "Pièces et contrôle": [
        "{{ beneficiaire.le|capitale }} remet, avant le {{ convention.duree.remise }}, le compte "
        "rendu financier du programme et une copie certifiée de son budget et de ses comptes. "
        "L’emploi de l’aide est contrôlé sur pièces.",
        "Il ne peut reverser l’aide à un autre organisme.",
        "Le reste non dépensé est reversé, une fois {{ beneficiaire.le }} mis à même de présenter "
        "ses observations.",
    ],
    "Fin": [
        "La convention cesse avec cette remise. Chacun peut la résilier avec "
        "{{ convention.duree.preavis_mois|en_lettres }} mois de préavis ; les litiges relèvent du "
        "{{ convention.tribunal }}."
    ],
}
PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>{{ title }}</title><style>
table { border-collapse: collapse } th { text-align: left; font-weight: normal }
.row { display: flex } ul { list-style: none; padding: 0 }
.page::after { content: counter(page) } .pages::after { content: counter(pages) }
{{ css }}
</style></head><body>{{ body }}</body></html>
"""


def build(folder: Path) -> Path:
    """Write the whole project; a folder with ``data`` and ``templates``."""
    for name, text in DATA.items():
        file = folder / "data" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    modele = folder / "templates" / "vallees"
    modele.mkdir(parents=True)
    (modele / "page.html.j2").write_text(PAGE, encoding="utf-8")
    for name, write in PARTS.items():
        document = charter()
        write(document)
        document.save(str(modele / f"{name}.docx"))
    return folder


def charter() -> Document:
    """Word's own styles, as python-docx brings them, and two of the house."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Calibri"
    article = document.styles.add_style("Article", WD_STYLE_TYPE.PARAGRAPH)
    article.base_style = document.styles["Heading 2"]
    article.font.color.rgb = RGBColor(0x1F, 0x3A, 0x5F)  # Word's own blue is too pale for words
    article.element.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="{_numbered(document)}"/></w:numPr>')
    )
    document.styles.add_style("Mise en page", WD_STYLE_TYPE.TABLE)
    return document


def _numbered(document: Document) -> int:
    """A list whose items are « Article 1. », « Article 2. »…"""
    numbering = document.part.numbering_part.element
    kind = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="99"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="Article %1."/><w:lvlJc w:val="left"/>'
        "</w:lvl></w:abstractNum>"
    )
    numbering.insert(0, kind)
    return int(numbering.add_num(99).numId)


def _contract(document: Document) -> None:
    document.add_heading("Convention {{ exercice }}", 1)
    for text in (
        "{{ convention.intitule|capitale }}",
        "{%p for p in convention.parties %}",
        "{{ p.organisation.le|capitale }} (SIREN {{ p.organisation.siren }}), pour qui signe "
        "{{ p.representant.complet }}, {{ p.fonction }} ;",
        "{%p endfor %}",
        "{%p for ligne in convention.motifs %}",
        "{{ ligne.texte }}",
        "{%p endfor %}",
    ):
        document.add_paragraph(text)
    for heading, paragraphs in ARTICLES.items():
        document.add_paragraph(heading, "Article")
        for text in paragraphs:
            document.add_paragraph(text)
    done = document.add_paragraph(
        "Fait à {{ convention.signature.lieu }} en "
        "{{ convention.signature.exemplaires|en_lettres }} originaux, le "
        "{{ convention.signature.date|jour_date }}."
    )
    done.paragraph_format.keep_with_next = True
    signatures = document.add_table(1, 3, "Mise en page")
    _say(signatures, "w:cantSplit")
    _fill(signatures, 0, ["{%tc for p in convention.signataires %}", "", "{%tc endfor %}"])
    cell = signatures.cell(0, 1)
    cell.paragraphs[0].text = "Pour {{ p.organisation.le }},"
    cell.add_paragraph("{{ p.representant.prenom }} {{ p.representant.nom }}")


def _actions(document: Document) -> None:
    document.add_heading("Annexe 1 : {{ programme.intitule }}", 1)
    for text in ("{%p for ligne in programme.lignes %}", "{{ ligne.texte }}", "{%p endfor %}"):
        document.add_paragraph(text)


def _budget(document: Document) -> None:
    document.add_heading("Annexe 2 : {{ budget.intitule }} ({{ budget.taxe }})", 1)
    for side in ("depenses", "recettes"):
        table = document.add_table(4, 5, "Table Grid")
        years = ["{%tc for a in budget.annees %}", "{{ a }}", "{%tc endfor %}"]
        amounts = ["{%tc for m in l.montants %}", "{{ m|nombre }}", "{%tc endfor %}"]
        label, whole = f"budget.{side}.colonne_libelle", f"budget.{side}.colonne_montant"
        _fill(table, 0, [f"{{{{ {label} }}}}", *years, f"{{{{ {whole} }}}}"])
        _fill(table, 1, [f"{{%tr for l in budget.{side}.lignes %}}", "", "", "", ""])
        _fill(table, 2, ["{{ l.libelle }}", *amounts, "{{ l.montant|nombre }}"])
        _fill(table, 3, ["{%tr endfor %}", "", "", "", ""])
        _say(table, "w:tblHeader")
        document.add_paragraph(f"Total : {{{{ budget.{side}.total|euros }}}}")


def _say(table: Table, name: str) -> None:
    """What Word says of the first row."""
    row = table.rows[0]._tr.get_or_add_trPr()
    row.append(row.makeelement(qn(name), {}))


def _fill(table: Table, row: int, texts: list[str]) -> None:
    for cell, text in zip(table.rows[row].cells, texts, strict=True):
        cell.text = text


PARTS: dict[str, Callable[[Document], None]] = {
    "charte": lambda _: None,
    "convention-tripartite": _contract,
    "fiche-actions": _actions,
    "fiche-budget": _budget,
}
