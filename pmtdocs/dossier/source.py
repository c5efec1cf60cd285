"""YAML text → plain tree of text with the place of every key and value.

PyYAML only *parses* here: its constructors would turn ``18:30`` into 1110, ``01000`` into 512
and ``no`` into False. Scalars stay text; the model's own types read them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml

from pmtdocs.finding import ExitCode, Finding, Kind, Location, Path, Span, unreadable
from pmtdocs.system import files, limits

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml: slower, same result
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

Tree = str | None | list["Tree"] | dict[str, "Tree"]

SYNTAX = unreadable("YML001", "yaml-illisible")
TAB = unreadable("YML002", "tabulation")
DUPLICATE = unreadable("YML003", "cle-en-double")
ALIAS = unreadable("YML004", "alias-ou-etiquette")
CHARACTER = unreadable("YML005", "caractere-interdit")
ENCODING = unreadable("YML006", "encodage")
EMPTY = unreadable("YML007", "valeur-vide")
TOO_BIG = unreadable("YML008", "fichier-trop-grand", ExitCode.LIMIT)
KINDS = (SYNTAX, TAB, DUPLICATE, ALIAS, CHARACTER, ENCODING, EMPTY, TOO_BIG)

# Control, bidirectional, zero-width and private characters, halves of characters and the line
# breaks that only YAML knows: invisible, and able to make a text lie.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\ue000-\uf8ff\U000e0000-\U0010ffff]"
)
_TAB = re.compile("\t")
_BOM = b"\xef\xbb\xbf"
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class Source:
    """One data file: its text, its tree, and where each path was written."""

    file: str
    text: str = ""
    tree: Tree = None
    values: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, Span] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list, repr=False)

    def line(self, number: int) -> str:
        """The text of a line, counted from 1; empty beyond the end."""
        self._lines = self._lines or self.text.split("\n")
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def place(self, path: Path) -> Span | None:
        """Where to point for ``path``: what spans many lines stands at its key, or its start."""
        span = self.values.get(path)
        if span is None or span.line == span.end_line:
            return span
        start = span._replace(end_line=span.line, end_column=span.column + 1)
        return self.keys.get(path) or start

    def fault(
        self, kind: Kind, message: str, path: Path, span: Span | None = None, help: str = ""
    ) -> None:
        """What is wrong at ``path``; what stands nowhere in the file is said at its start."""
        place = span or self.place(path) or Span(self.file, 1, 1, 1, 1)
        self.findings.append(Finding(kind, message, Location(path, place), help=help))


def read_source(file: FilePath, shown: str, root: Path) -> Source:
    """Read ``file``; faults are collected in ``findings``, never raised (UnreadableError excepted).

    ``shown`` is the name used in messages, ``root`` the path of the file's own tree.
    """
    source = Source(shown)
    try:
        raw = files.read(file, limits.YAML_SIZE)
    except limits.LimitError:
        source.fault(TOO_BIG, f"Le fichier dépasse {limits.YAML_SIZE.said}.", root)
        return source
    if _decode(raw.removeprefix(_BOM), source, root) and _scan_characters(source, root):
        _parse(source, root)
    return source


def _decode(raw: bytes, source: Source, root: Path) -> bool:
    try:
        source.text = raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        span = _character(source.file, before, len(before))
        help = "Enregistrez-le de nouveau avec l'encodage UTF-8."
        source.fault(ENCODING, "Le fichier n'est pas écrit en UTF-8.", root, span, help)
        return False
    return True


def _scan_characters(source: Source, root: Path) -> bool:
    """Refuse what the eye cannot see, before YAML gives a cryptic message about it.

    The first place is enough: a file indented with tabs has them on every line.
    """
    text = source.text
    if (at := text.find("\t")) >= 0:
        help = "Remplacez-la par des espaces : deux par niveau."
        others = text.count("\t") - 1
        also = f" ({others} autres suivent)" if others > 1 else ""
        message = f"Une tabulation se trouve dans le fichier{also}."
        source.fault(TAB, message, root, _character(source.file, text, at), help)
    if match := FORBIDDEN.search(text):
        help = "Effacez-le et retapez le mot."
        span = _character(source.file, text, match.start())
        source.fault(CHARACTER, _hidden(match[0]), root, span, help)
    return not source.findings


def _character(file: str, text: str, at: int) -> Span:
    """The place of one character of the text."""
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    return Span(file, line, column, line, column + 1)


def _hidden(character: str) -> str:
    name = f"U+{ord(character):04X}"
    return f"Un caractère invisible ou de commande ({name}) se trouve dans le texte."


def _parse(source: Source, root: Path) -> None:
    try:
        _Reader(source).document(root)
        return
    except _Refused as refused:
        broken = refused.args
    except yaml.MarkedYAMLError as error:
        span, reason = _explain(source, error)
        message = f"Le YAML est illisible ici : {reason}."
        broken = (SYNTAX, message, root, span, "Vérifiez l'alignement et les « : ».")
    # What was read or noticed before a file broke off is noise beside the break.
    source.tree = None
    source.findings.clear()
    source.fault(*broken)


# What PyYAML says, what it means, and whether the start of the faulty stretch says more than its
# end (a quote that is never closed is noticed at the end of the file).
_PROBLEMS = (
    ("found unexpected end of stream", "le guillemet ouvert ici n'est pas fermé", True),
    ("found unexpected document indicator", "le guillemet ouvert ici n'est pas fermé", True),
    ("did not find expected ',' or", "une virgule manque, ou ce crochet n'est pas fermé", True),
    ("alphabetic or numeric", "mettez entre guillemets ce qui commence par « * » ou « & »", True),
    ("mapping values are not", "un « : » de trop : mettez la valeur entre guillemets", False),
    ("could not find expected ':'", "il manque « : » après une clé", False),
    ("did not find expected key", "l'alignement ne correspond à aucun niveau", False),
    ("did not find expected '-' indicator", "l'alignement de la liste est rompu", False),
    ("cannot start any token", "mettez entre guillemets ce qui commence par ce caractère", False),
    ("escape c", "« \\ » entre guillemets s'écrit « \\\\ »", False),
    ("block scalar", "après « > » ou « | », le texte commence à la ligne", False),
)
_CLOSED = re.compile(r"(?:^|[:,\[{-] *)(?:\"[^\"]*\"|'[^']*'|\{[^{}]*\}|\[[^\[\]]*\]) *$")


def _explain(source: Source, error: yaml.MarkedYAMLError) -> tuple[Span, str]:
    """The place of a YAML fault and its reason in French."""
    said = f"{error.context or ''} {error.problem or ''}"
    known = ((french, start) for english, french, start in _PROBLEMS if english in said)
    reason, at_start = next(known, ("la structure est rompue", False))
    marks = (error.context_mark, error.problem_mark)
    mark = next(m for m in (marks if at_start else marks[::-1]) if m)
    lines = source.text.split("\n")
    line = min(mark.line, len(lines) - 1)
    column = min(mark.column, len(lines[line]))
    before = lines[line][:column]
    if "expected key" in said and _CLOSED.search(before):
        reason = "du texte suit un guillemet ou une accolade : mettez le tout entre guillemets"
    elif "mapping values" in said and ":" not in before:
        reason = "l'alignement ne correspond pas à celui de la ligne précédente"
    return Span(source.file, line + 1, column + 1, line + 1, column + 2), reason


class _Refused(Exception):  # noqa: N818 - a way out of the reader, not a failure of the program
    """A fault, as its source is told of it, after which reading on would only add noise."""


class _Reader:
    """Turn parser events into plain values, noting where each was written.

    Events rather than nodes: composing is recursive in C, and a file of brackets would end the
    process; anchors and tags are still seen as they were typed.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.events: Iterator[yaml.Event] = iter(Loader(source.text).get_event, None)

    def document(self, root: Path) -> None:
        """Read the one document of the file into its source."""
        next(self.events)  # the stream starts
        if isinstance(next(self.events), yaml.StreamEndEvent):
            raise _Refused(EMPTY, "Le fichier est vide.", root)
        self.source.tree = self._value(next(self.events), root, 0)
        next(self.events)  # the document ends
        if not isinstance(event := next(self.events), yaml.StreamEndEvent):
            message = "Le fichier contient plusieurs documents (« --- »)."
            help = "Effacez la ligne « --- » et gardez un document par fichier."
            raise _Refused(SYNTAX, message, root, self._span(event, event), help)

    def _span(self, first: yaml.Event, last: yaml.Event) -> Span:
        start: Any = first.start_mark
        end: Any = last.end_mark
        line, end_line = start.line + 1, end.line + 1
        return Span(self.source.file, line, start.column + 1, end_line, end.column + 1)

    def _value(self, event: yaml.Event, path: Path, depth: int) -> Tree:
        span = self.source.values[path] = self._span(event, event)  # the end of a group comes later
        if len(self.source.values) > limits.YAML_VALUES.most:
            raise _Refused(TOO_BIG, f"Le fichier a plus de {limits.YAML_VALUES.said}.", path, span)
        self._refuse(event, path, depth, span)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path, span)
        group = self._mapping if isinstance(event, yaml.MappingStartEvent) else self._sequence
        tree, last = group(path, depth)
        self.source.values[path] = self._span(event, last)
        return tree

    def _refuse(self, event: yaml.Event, path: Path, depth: int, span: Span) -> None:
        """An alias would give one place to two facts; a tag would let YAML guess a type."""
        if depth > limits.YAML_DEPTH.most:
            raise _Refused(TOO_BIG, f"Plus de {limits.YAML_DEPTH.said} sont imbriqués.", path, span)
        if getattr(event, "anchor", None):
            help = 'Écrivez la valeur à chaque endroit ; si elle commence par & ou *, entre « " ».'
            raise _Refused(ALIAS, "Les ancres et alias (& et *) sont refusés.", path, span, help)
        if tag := getattr(event, "tag", None):
            help = "Retirez-la ; si c'est du texte, mettez-le entre guillemets."
            raise _Refused(ALIAS, f"L'étiquette « {tag} » est refusée.", path, span, help)

    def _sequence(self, path: Path, depth: int) -> tuple[Tree, yaml.Event]:
        items: list[Tree] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items)), depth + 1))
        return items, event

    def _mapping(self, path: Path, depth: int) -> tuple[Tree, yaml.Event]:
        pairs: dict[str, Tree] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            span = self._span(event, event)
            self._refuse(event, path, depth, span)
            key = self._key(event, path, pairs, span)
            pairs[key] = self._value(next(self.events), (*path, key), depth + 1)
        return pairs, event

    def _key(self, event: yaml.Event, path: Path, known: dict[str, Tree], span: Span) -> str:
        if not isinstance(event, yaml.ScalarEvent) or not event.value.strip():
            help = "Une valeur qui commence par « { » ou « [ » se met entre guillemets."
            raise _Refused(SYNTAX, "Une clé doit être un mot.", path, span, help)
        key = self._text(event, path, span)
        if key in known:
            line = self.source.keys[(*path, key)].line
            message = f"La clé « {key} » est écrite deux fois (déjà ligne {line})."
            raise _Refused(DUPLICATE, message, (*path, key), span, "Gardez-en une seule.")
        self.source.keys[(*path, key)] = span
        return key

    def _scalar(self, event: yaml.ScalarEvent, path: Path, span: Span) -> Tree:
        if event.style or event.value not in _NULLS:
            return self._text(event, path, span)
        message = "La valeur est vide."
        help = "Écrivez la valeur, « à compléter », ou retirez la clé."
        if str(path[-1]).isdigit() and isinstance(path[-1], str):
            message = f"La virgule avant « {path[-1]} » sépare deux clés : la seconde est vide."
            help = "Entre accolades, un montant avec des centimes se met entre guillemets."
        self.source.fault(EMPTY, message, path, span, help)
        return None

    def _text(self, event: yaml.ScalarEvent, path: Path, span: Span) -> str:
        """The text of a scalar; an escape ("\\u202e") must not bring in what typing may not."""
        text = unicodedata.normalize("NFC", event.value)
        escaped = event.style == '"'  # the rest was seen as it was typed
        if escaped and (match := FORBIDDEN.search(text) or _TAB.search(text)):
            raise _Refused(CHARACTER, _hidden(match[0]), path, span, "Effacez-le.")
        return text
