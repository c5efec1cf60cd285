"""Every limit of the program: what it holds back, the most that is let through, and why.

What people write by hand or a spreadsheet saves stays far below; what exceeds one is a mistake or
an attack. Nothing is cut to fit: a file is read whole or refused, with exit code 6.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from pmtdocs.finding import ExitCode, PmtdocsError


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
        """« 20 Mo », « 500 composants », « 40 niveaux »."""
        if self.unit != "octets":
            return f"{_number(self.most)} {self.unit}"
        size, unit = (self.most // 1_000, "Ko")
        return f"{size} {unit}" if size < 1_000 else f"{_number(size // 1_000)} Mo"

    def surpassed(self, size: int) -> str:
        """« la longueur d'une balise est de 512, au plus 400 caractères »."""
        return f"{self.what} est de {_number(size)}, au plus {self.said}"

    def exceeded(self, name: str) -> LimitError:
        """The error to raise; ``name`` is what is refused, as people call it."""
        return LimitError(f"{name} : {self.what} dépasse {self.said}.", self.help)

    def check(self, size: int, name: str) -> None:
        """Raises LimitError for what is larger."""
        if size > self.most:
            raise self.exceeded(name)


# fmt: off
_word = partial(
    Limit, help="Ouvrez-le dans Word, retirez-en ce qui est lourd et enregistrez-le de nouveau.")
_data = partial(Limit, help="Un dossier d'une année tient en quelque mille lignes : "
                            "retirez ce qui est de trop.")
_excel = partial(Limit, help="Copiez le budget seul dans un classeur neuf.")
_sitting = partial(
    Limit, help="Gardez le seul paragraphe de la séance : présents, absents, procurations.")
_work = partial(Limit, help="Si le fichier vient d'ailleurs, demandez-en un autre ; "
                            "sinon, retirez ce qu'il a de trop.")

# --- zipped files: .docx and .xlsx -----------------------------------------------------------

ZIP_FILE = _word(20_000_000, "octets", "la taille d'un fichier Word ou Excel",
    "Une convention pèse 40 Ko ; avec des photographies, quelques Mo.")
ZIP_MEMBERS = _word(500, "composants", "le nombre de composants d'un fichier Word ou Excel",
    "Une convention en a une vingtaine, et une de plus par image.")
ZIP_PART = _word(20_000_000, "octets", "la taille d'un composant décompressé",
    "Un composant est un texte, une feuille ou une image.")
ZIP_TOTAL = _word(60_000_000, "octets", "la taille de tous les composants décompressés",
    "Un fichier de quelques Ko peut se gonfler jusqu'à remplir la mémoire.")
ZIP_RATIO = _word(200, "fois", "le rapport entre la taille décompressée et la taille compressée",
    "Word et Excel compriment leur XML de 5 à 20 fois ; une bombe, de mille.")
ZIP_RATIO_FROM = _word(1_000_000, "octets",
    "la taille décompressée au-delà de laquelle ce rapport compte",
    "Un petit composant peut se comprimer davantage par hasard, sans danger.")

PICTURE = _word(40_000_000, "points", "la surface d'une image",
    "Une page A4 à 600 points par pouce en a 35 millions ; chacun prend quatre octets.")

# --- XML -------------------------------------------------------------------------------------

XML_SIZE = _word(20_000_000, "octets", "la taille d'un texte XML",
    "Le corps d'une convention de quinze pages pèse 200 Ko.")
XML_TAGS = _word(1_000_000, "balises", "le nombre de balises XML d'un composant",
    "Une convention en a quelques milliers, et chacune prend cent fois sa place en mémoire.")
#: libxml2 counts these two by itself, as long as nobody asks it for ``huge_tree``.
XML_TEXT = _word(10_000_000, "octets", "la longueur d'un texte XML d'un seul tenant",
    "Un paragraphe d'une page pèse 4 Ko.")
XML_DEPTH = _word(256, "niveaux", "l'imbrication du XML",
    "Un tableau dans un tableau en ajoute quatre.")

# --- templates -------------------------------------------------------------------------------

TAGS = Limit(3_000, "balises", "le nombre de balises d'un modèle",
    "Une convention de quinze pages en a moins de trois cents.",
    "Partagez ce modèle en plusieurs pièces, ou retirez les accolades de trop.")
TAG_LENGTH = Limit(400, "caractères", "la longueur d'une balise ou d'une condition",
    "La plus longue des modèles livrés a 52 caractères.",
    "Partagez cette balise : un {% if … %} dans un autre.")
TAG_WORDS = Limit(100, "mots et signes",
    "le nombre de mots et de signes d'une balise ou d'une condition",
    "Une condition qui compare cinq champs en a quarante ; le reste épuise la pile de Python.",
    "Partagez cette balise : un {% if … %} dans un autre.")
NOTE_LENGTH = Limit(5_000, "caractères", "la longueur d'une note",
    "Une note {# … #} dit une consigne, non un document.",
    "Partagez cette note, ou gardez-la hors du modèle.")
TAG_NESTING = Limit(12, "niveaux", "l'imbrication des conditions et des boucles",
    "Les modèles livrés en imbriquent trois ; Python refuse d'aller beaucoup plus loin.",
    "Sortez ce bloc de ceux qui l'entourent, ou refermez-les avant.")
WORD_LENGTH = Limit(1_000, "caractères", "la longueur d'un mot sans espace",
    "Une adresse en a deux cents ; aucune ligne ne peut contenir davantage.",
    "Mettez des espaces, ou retirez ce mot.")
TABLE_NESTING = Limit(20, "niveaux", "l'imbrication des tableaux",
    "Les modèles livrés n'en imbriquent aucun ; la mise en page épuise la pile de Python à "
    "quarante.", "Dans Word, sortez ce tableau de ceux qui l'entourent.")
PAGE_DEPTH = Limit(40, "niveaux", "l'imbrication des éléments de page.html.j2",
    "La page livrée en imbrique quatre ; la mise en page épuise la pile de Python bien plus loin.",
    "Retirez les éléments qui n'entourent rien d'autre.")

# --- YAML ------------------------------------------------------------------------------------

YAML_SIZE = _data(2_000_000, "octets", "la taille d'un fichier de données",
    "Une année tient en 1 000 lignes, une cinquantaine de Ko.")
YAML_DEPTH = _data(40, "niveaux", "l'imbrication des données",
    "Un programme à quatre niveaux en imbrique une douzaine.")
YAML_VALUES = _data(100_000, "valeurs", "le nombre de valeurs d'un fichier de données",
    "Une année en a quelque 3 000, et chacune garde sa place en mémoire.")

# --- Excel budgets ---------------------------------------------------------------------------

EXCEL_CELLS = _excel(100_000, "cellules",
    "le nombre de cellules d'une feuille, fusionnées comprises",
    "Fusionner une feuille entière tient en une ligne de XML et en millions de cellules.")
EXCEL_ROWS = _excel(1_000, "lignes", "la dernière ligne remplie d'une feuille",
    "Au-delà, c'est un grand livre et non un budget.")
EXCEL_COLUMNS = _excel(100, "colonnes", "la dernière colonne remplie d'une feuille",
    "Au-delà, c'est un grand livre et non un budget.")
EXCEL_TEXT = Limit(32_767, "caractères", "la longueur d'un libellé écrit dans Excel",
    "Une cellule n'en contient pas davantage : Excel couperait la fin sans le dire.",
    "Raccourcissez ce libellé dans budget.yaml.")

# --- sittings, comparisons, pages ------------------------------------------------------------

REGISTER_SIZE = _sitting(200_000, "octets", "la taille du registre d'une séance",
    "Celui d'une séance de 123 membres pèse 10 Ko.")
REGISTER_NAMES = _sitting(2_000, "noms", "le nombre de noms cités par un registre",
    "Aucun conseil n'a autant de membres.")
COMPARE_FILE = Limit(60_000_000, "octets", "la taille d'un document à comparer",
    "Une convention numérisée et signée pèse quelques Mo.",
    "Demandez un PDF moins lourd, ou les pages l'une après l'autre.")
COMPARE_WORDS = Limit(400_000, "mots", "la longueur d'un document à comparer",
    "C'est mille pages.", "Comparez le document pièce par pièce.")
COMPARE_PAGES = Limit(2_000, "pages", "la longueur d'un PDF à comparer",
    "Un dossier entier en a cent ; chaque page est lue, vide ou non.",
    "Comparez le document pièce par pièce.")
PAGE_TEMPLATE = Limit(200_000, "octets", "la taille de page.html.j2",
    "Cette page ne dit que ce que Word ne dit pas : elle pèse quelques Ko.",
    "Retirez-en les images : elles se mettent dans le document Word.")
SETTINGS = Limit(10_000, "octets", "la taille de pmtdocs.toml",
    "Il tient en quelques lignes.", "Retirez-en ce qui n'est pas un réglage.")
MANIFEST_SIZE = Limit(5_000_000, "octets", "la taille d'un manifeste",
    "Il nomme quelques dizaines de fichiers, et les constats.",
    "Rendez de nouveau le dossier : pmtdocs render DOSSIER --force")
UPLOAD = _word(20_000_000, "octets", "la taille d'un fichier déposé sur l'atelier",
    "C'est celle du plus gros fichier Word qui sera lu.")

HEADERS_CLOCK = Limit(10, "secondes", "le temps d'une demande faite à l'atelier, avant son contenu",
    "Le navigateur de ce poste l'envoie d'un bloc.", "Rechargez la page.")
REQUEST_CLOCK = Limit(60, "secondes", "le temps d'envoi d'un fichier à l'atelier",
    "Du navigateur de ce poste, 20 Mo arrivent en un instant.", "Déposez de nouveau le fichier.")

# --- the process that works on what came from outside ---------------------------------------

WORK_CPU = _work(120, "secondes de calcul",
    "le temps de calcul d'un rendu, d'un import ou d'une comparaison",
    "Un rendu en demande quelques-unes.")
WORK_CLOCK = _work(300, "secondes",
    "le temps sans nouvelle d'un rendu, d'un import ou d'une comparaison",
    "Un rendu en demande quelques-unes.")
WORK_MEMORY = _work(3_000_000_000, "octets",
    "la mémoire d'un rendu, d'un import ou d'une comparaison",
    "Rendre les six documents d'un dossier en occupe 330 Mo.")
WORK_RESULT = _work(500_000_000, "octets", "la taille de ce qui est produit",
    "Les documents d'un dossier pèsent un demi-million d'octets.")
