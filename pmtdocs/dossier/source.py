"""A data file: its text, its plain tree of text, the place of every key and value, its faults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pmtdocs.finding import ExitCode, Finding, Kind, Location, Path, Severity, Span, unreadable
from pmtdocs.language.columns import UNBROKEN
from pmtdocs.language.french import join, plural
from pmtdocs.system.limits import WORD_LENGTH

Tree = str | None | list["Tree"] | dict[str, "Tree"]

SYNTAX = unreadable("YML001", "yaml-illisible")
TAB = unreadable("YML002", "tabulation")
DUPLICATE = unreadable("YML003", "cle-en-double")
ALIAS = unreadable("YML004", "alias-ou-etiquette")
CHARACTER = unreadable("YML005", "caractere-interdit")
ENCODING = unreadable("YML006", "encodage")
EMPTY = unreadable("YML007", "valeur-vide")
TOO_BIG = unreadable("YML008", "fichier-trop-grand", ExitCode.LIMIT)
OTHERWISE = Kind("YML009", "texte-lu-autrement", Severity.WARNING)
KINDS = (SYNTAX, TAB, DUPLICATE, ALIAS, CHARACTER, ENCODING, EMPTY, TOO_BIG, OTHERWISE)

#: What opens the comment above a text that another dossier gave, until somebody has read it again;
#: and its lines but the first.
CARRIED, CONTINUED = "# à compléter, repris de ", "#   "

# Control, bidirectional, zero-width and private characters, halves of characters and the line
# breaks that only YAML knows: invisible, and able to make a text lie.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\ue000-\uf8ff\U000e0000-\U0010ffff]"
)
#: What Git leaves in a file that two people changed, until somebody chooses.
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: .*)?$|^(?:={7}|\|{7}(?: .*)?)$", re.MULTILINE)
_UNBROKEN = re.compile(f"(?<!{UNBROKEN}){UNBROKEN}{{{WORD_LENGTH.most + 1},}}")


@dataclass(slots=True)
class Source:
    """One data file: its text, its tree, and where each path was written."""

    file: str
    text: str = ""
    tree: Tree = None
    values: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, Span] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    """What was read, and may have been meant otherwise."""
    _lines: list[str] = field(default_factory=list, repr=False)

    def line(self, number: int) -> str:
        """The text of a line, counted from 1; empty beyond the end."""
        self._lines = self._lines or self.text.split("\n")
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def between(self, span: Span) -> str:
        """The words of a stretch, on one line."""
        lines = [self.line(number) for number in range(span.line, span.end_line + 1)]
        lines[-1] = lines[-1][: span.end_column - 1]
        return " ".join(" ".join([lines[0][span.column - 1 :], *lines[1:]]).split())

    def place(self, path: Path, words: str = "") -> Span | None:
        """Where to point for ``path``: at some ``words`` of its text, if they stand on one line;
        what spans many lines stands at its key, or its start.
        """
        span = self.values.get(path)
        if span and words:
            for number in range(span.line, span.end_line + 1):
                first = span.column - 1 if number == span.line else 0
                if (at := self.line(number).find(words, first) + 1) > 0:
                    return Span(self.file, number, at, number, at + len(words))
        if span is None or span.line == span.end_line:
            return span
        start = span._replace(end_line=span.line, end_column=span.column + 1)
        return self.keys.get(path) or start

    def carried(self) -> Iterator[tuple[Path, Span, str]]:
        """Each text that another dossier gave and nobody has read again, with the comment that says
        so: its first line, its words.
        """
        if CARRIED not in self.text:
            return
        above: list[tuple[Span, str]] = []
        texts = list(self.texts())
        for number, line in enumerate(self.text.split("\n"), 1):
            said = line.lstrip()
            if said.startswith(CARRIED):
                span = Span(self.file, number, len(line) - len(said) + 1, number, len(line) + 1)
                above.append((span, said.removeprefix("# ").strip()))
            elif above and said.startswith(CONTINUED):
                span, words = above.pop()
                above.append((span, f"{words} {said.removeprefix(CONTINUED).strip()}"))
            elif above and said and not said.startswith("#"):
                here = {path: text for path, at, text in texts if at == number}
                for span, words in above:
                    named = [path for path, text in here.items() if _quotes(words, text)]
                    yield (*named, *here, next(iter(self.values)))[0], span, words
                above = []

    def texts(self) -> Iterator[tuple[Path, int, str]]:
        """Each text with its path and the line where it begins."""
        root = len(next(iter(self.values), ()))
        for path, span in self.values.items():
            here: Tree = self.tree
            for step in path[root:]:
                here = here[step] if isinstance(here, dict | list) else None  # type: ignore[index]
            if isinstance(here, str):
                yield path, span.line, here

    def fault(
        self, kind: Kind, message: str, path: Path, span: Span | None = None, help: str = ""
    ) -> None:
        """What is wrong at ``path``; what stands nowhere in the file is said at its start."""
        place = span or self.place(path) or Span(self.file, 1, 1, 1, 1)
        self.findings.append(Finding(kind, message, Location(path, place), help=help))


def _quotes(words: str, text: str) -> bool:
    return any(one in text for one in re.findall("« ([^»]+) »", words))


def decode(raw: bytes, source: Source, root: Path) -> bool:
    try:
        source.text = raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        span = _character(source.file, before, len(before))
        help = "Enregistrez-le de nouveau avec l'encodage UTF-8."
        source.fault(ENCODING, "Le fichier n'est pas écrit en UTF-8.", root, span, help)
        return False
    return True


def scan_characters(source: Source, root: Path) -> bool:
    """Refuse what the eye cannot see, before YAML gives a cryptic message about it.

    The first place is enough: a file indented with tabs has them on every line.
    """
    text = source.text
    if (at := text.find("\t")) >= 0:
        place = _character(source.file, text, at)
        line = source.line(place.line)
        help = "Remplacez-la par des espaces : deux par niveau."
        if line[: place.column].strip():
            help = f"Écrivez : {' '.join(line.split(chr(9))).strip()}"
        others = text.count("\t") - 1
        also = f" ({plural(others, 'autre suit', 'autres suivent')})" if others else ""
        source.fault(TAB, f"Une tabulation se trouve dans le fichier{also}.", root, place, help)
    if (marks := list(_CONFLICT.finditer(text))) and marks[0][0].startswith("<"):
        lines = [_character(source.file, text, mark.start()) for mark in marks]
        named = join([str(place.line) for place in lines])
        said = f"Deux versions de ce fichier attendent un choix (marques de Git, lignes {named})."
        help = "Gardez une des deux versions, et effacez l'autre et ces lignes."
        source.fault(SYNTAX, said, root, lines[0], help)
    if match := FORBIDDEN.search(text):
        help = "Effacez-le et retapez le mot."
        if match[0] == "\r":
            help = (
                "Enregistrez le fichier avec des fins de ligne « Windows (CRLF) » ou « Unix (LF) »."
            )
        span = _character(source.file, text, match.start())
        source.fault(CHARACTER, hidden(match[0]), root, span, help)
    if match := _UNBROKEN.search(text):
        span = _character(source.file, text, match.start())
        most = WORD_LENGTH.said
        said = f"Un mot a plus de {most} sans espace : aucune ligne ne peut le contenir."
        source.fault(TOO_BIG, said, root, span, WORD_LENGTH.help)
    return not source.findings


def _character(file: str, text: str, at: int) -> Span:
    """The place of one character of the text."""
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    return Span(file, line, column, line, column + 1)


def hidden(character: str) -> str:
    name = f"U+{ord(character):04X}"
    return f"Un caractère invisible ou de commande ({name}) se trouve dans le texte."
