"""Every limit of the program: what it holds back, the most that is let through, and why.

What people write by hand or a spreadsheet saves stays far below; what exceeds one is a mistake or
an attack. Nothing is cut to fit: a file is read whole or refused, with exit code 6.
"""

from __future__ import annotations

from typing import NamedTuple

from pmtdocs.finding import ExitCode, PmtdocsError

_RESAVE_WORD = "Ouvrez-le dans Word, retirez-en ce qui est lourd et enregistrez-le de nouveau."
_BUDGET_ALONE = "Copiez le budget seul dans un classeur neuf."
_SPLIT_DATA = "Un dossier d'une année tient en quelque mille lignes : retirez ce qui est de trop."
_SITTING_ALONE = "Gardez le seul paragraphe de la séance : présents, absents, procurations."
_ENDLESS = (
    "Si le fichier vient d'ailleurs, demandez-en un autre ; sinon, retirez ce qu'il a de trop."
)
_BY_PARTS = "Comparez le document partie par partie."


def _number(count: int) -> str:
    """« 20 000 », with U+202F: what is below language writes its own."""
    return f"{count:,}".replace(",", "\u202f")


class LimitError(PmtdocsError):
    """Something larger than anything this tool is made for."""

    exit_code = ExitCode.LIMIT


class Limit(NamedTuple):
    """One limit. ``what`` grows beyond ``most``; ``why`` and ``help`` are French sentences."""

    most: int
    unit: str
    what: str
    why: str
    help: str

    @property
    def said(self) -> str:
        """« 20 Mo », « 500 pièces », « 40 niveaux »."""
        if self.unit != "octets":
            return f"{_number(self.most)} {self.unit}"
        size, unit = (self.most // 1_000, "Ko")
        return f"{size} {unit}" if size < 1_000 else f"{_number(size // 1_000)} Mo"

    def exceeded(self, name: str) -> LimitError:
        """The error to raise; ``name`` is what is refused, as people call it."""
        return LimitError(f"{name} : {self.what} dépasse {self.said}.", self.help)


# --- zipped files: .docx and .xlsx -----------------------------------------------------------

ZIP_FILE = Limit(
    20_000_000,
    "octets",
    "la taille d'un fichier Word ou Excel",
    "Une convention pèse 40 Ko ; avec des photographies, quelques Mo.",
    _RESAVE_WORD,
)
ZIP_MEMBERS = Limit(
    500,
    "pièces",
    "le nombre de pièces d'un fichier Word ou Excel",
    "Une convention en a une vingtaine, et une de plus par image.",
    _RESAVE_WORD,
)
ZIP_PART = Limit(
    20_000_000,
    "octets",
    "la taille d'une pièce décompressée",
    "Une pièce est un texte, une feuille ou une image.",
    _RESAVE_WORD,
)
ZIP_TOTAL = Limit(
    60_000_000,
    "octets",
    "la taille de toutes les pièces décompressées",
    "Un fichier de quelques Ko peut se gonfler jusqu'à remplir la mémoire.",
    _RESAVE_WORD,
)
ZIP_RATIO = Limit(
    200,
    "fois",
    "le rapport entre la taille décompressée et la taille compressée",
    "Word et Excel compriment leur XML de 5 à 20 fois ; une bombe, de mille.",
    _RESAVE_WORD,
)
ZIP_RATIO_FROM = Limit(
    1_000_000,
    "octets",
    "la taille décompressée au-delà de laquelle ce rapport compte",
    "Une petite pièce peut se comprimer davantage par hasard, sans danger.",
    _RESAVE_WORD,
)

# --- XML -------------------------------------------------------------------------------------

XML_SIZE = Limit(
    20_000_000,
    "octets",
    "la taille d'un texte XML",
    "Le corps d'une convention de quinze pages pèse 200 Ko.",
    _RESAVE_WORD,
)
XML_TAGS = Limit(
    1_000_000,
    "balises",
    "le nombre de balises XML d'une pièce",
    "Une convention en a quelques milliers, et chacune prend cent fois sa place en mémoire.",
    _RESAVE_WORD,
)
#: libxml2 counts by itself, as long as nobody asks it for ``huge_tree``.
XML_DEPTH = Limit(
    256,
    "niveaux",
    "l'imbrication du XML",
    "Un tableau dans un tableau en ajoute quatre.",
    _RESAVE_WORD,
)

# --- YAML ------------------------------------------------------------------------------------

YAML_SIZE = Limit(
    2_000_000,
    "octets",
    "la taille d'un fichier de données",
    "Une année tient en 1 000 lignes, une cinquantaine de Ko.",
    _SPLIT_DATA,
)
YAML_DEPTH = Limit(
    40,
    "niveaux",
    "l'imbrication des données",
    "Un programme à quatre niveaux en imbrique une douzaine.",
    _SPLIT_DATA,
)
YAML_VALUES = Limit(
    100_000,
    "valeurs",
    "le nombre de valeurs d'un fichier de données",
    "Une année en a quelque 3 000, et chacune garde sa place en mémoire.",
    _SPLIT_DATA,
)

# --- Excel budgets ---------------------------------------------------------------------------

EXCEL_CELLS = Limit(
    100_000,
    "cellules",
    "le nombre de cellules d'une feuille, fusionnées comprises",
    "Fusionner une feuille entière tient en une ligne de XML et en millions de cellules.",
    _BUDGET_ALONE,
)
EXCEL_ROWS = Limit(
    1_000,
    "lignes",
    "la dernière ligne remplie d'une feuille",
    "Au-delà, c'est un grand livre et non un budget.",
    _BUDGET_ALONE,
)
EXCEL_COLUMNS = Limit(
    100,
    "colonnes",
    "la dernière colonne remplie d'une feuille",
    "Au-delà, c'est un grand livre et non un budget.",
    _BUDGET_ALONE,
)
EXCEL_TEXT = Limit(
    32_767,
    "caractères",
    "la longueur d'un libellé écrit dans Excel",
    "Une cellule n'en contient pas davantage : Excel couperait la fin sans le dire.",
    "Raccourcissez ce libellé dans budget.yaml.",
)

# --- sittings, comparisons, pages ------------------------------------------------------------

REGISTER_SIZE = Limit(
    200_000,
    "octets",
    "la taille du registre d'une séance",
    "Celui d'une séance de 123 membres pèse 10 Ko.",
    _SITTING_ALONE,
)
REGISTER_NAMES = Limit(
    2_000,
    "noms",
    "le nombre de noms cités par un registre",
    "Aucun conseil n'a autant de membres.",
    _SITTING_ALONE,
)
COMPARE_WORDS = Limit(
    400_000, "mots", "la longueur d'un document à comparer", "C'est mille pages.", _BY_PARTS
)
PAGE_TEMPLATE = Limit(
    200_000,
    "octets",
    "la taille de page.html.j2",
    "Cette page ne dit que ce que Word ne dit pas : elle pèse quelques Ko.",
    "Retirez-en les images : elles se mettent dans le document Word.",
)
UPLOAD = Limit(
    20_000_000,
    "octets",
    "la taille d'un fichier déposé sur l'atelier",
    "C'est celle du plus gros fichier Word qui sera lu.",
    _RESAVE_WORD,
)

# --- the process that works on what came from outside ---------------------------------------

WORK_CPU = Limit(
    120,
    "secondes de calcul",
    "le temps de calcul d'un rendu, d'un import ou d'une comparaison",
    "Un rendu en demande quelques-unes.",
    _ENDLESS,
)
WORK_CLOCK = Limit(
    300,
    "secondes",
    "le temps sans nouvelle d'un rendu, d'un import ou d'une comparaison",
    "Un rendu en demande quelques-unes.",
    _ENDLESS,
)
WORK_MEMORY = Limit(
    3_000_000_000,
    "octets",
    "la mémoire d'un rendu, d'un import ou d'une comparaison",
    "Rendre les six documents d'un dossier en occupe 330 Mo.",
    _ENDLESS,
)
WORK_RESULT = Limit(
    500_000_000,
    "octets",
    "la taille de ce qui est produit",
    "Les documents d'un dossier pèsent un demi-million d'octets.",
    _ENDLESS,
)
