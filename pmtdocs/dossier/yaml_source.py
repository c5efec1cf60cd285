"""YAML text → plain tree of text with the place of every key and value.

PyYAML only *parses* here: its constructors would turn ``18:30`` into 1110, ``01000`` into 512
and ``no`` into False. Scalars stay text; the model's own types read them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

import yaml

from pmtdocs.dossier import slips
from pmtdocs.dossier.source import (
    ALIAS,
    CHARACTER,
    DUPLICATE,
    EMPTY,
    FORBIDDEN,
    OTHERWISE,
    SYNTAX,
    TOO_BIG,
    Source,
    Tree,
    decode,
    hidden,
    scan_characters,
)
from pmtdocs.finding import Finding, Location, Path, Span
from pmtdocs.language.french import plural
from pmtdocs.system import files, limits

try:
    from yaml import CBaseLoader as TextLoader
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml: slower, same result
    from yaml import BaseLoader as TextLoader  # type: ignore[assignment]
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

_TAB = re.compile("\t")
_BOM = b"\xef\xbb\xbf"
#: A comment stuck to its sign, after a text that bears no quotes.
_CUT = re.compile(r"\s+(#[^\s#].*)|(#\S.*)")
#: Quotes that are not those of the keyboard around a whole text, or one that only ends it.
_WORD_QUOTES = re.compile(r"[“”„«‘]([^“”„«»‘]+)[“”\"»’]|([^\"]*[^\"\d])\"")
_CLOSING = ("”", "»", "’", '"')
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


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
    if decode(raw.removeprefix(_BOM), source, root) and scan_characters(source, root):
        _parse(source, root)
    return source


def read_table(file: FilePath) -> dict[str, Any]:
    """A table of the package itself, its scalars as text: nothing of it is placed nor refused."""
    table: dict[str, Any] = _plain(yaml.compose(files.read(file, limits.YAML_SIZE), TextLoader))
    return table


def _plain(node: Any) -> Any:
    """What the constructors of PyYAML would make of text alone, in more time."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return node.value


def _parse(source: Source, root: Path) -> None:
    try:
        _Reader(source).document(root)
        return
    except _Refused as refused:
        broken = refused.args
    except yaml.MarkedYAMLError as error:
        from pmtdocs.dossier import advice  # of no use to what can be read

        slip = advice.explain(source.text.split("\n"), error, _reach)
        line, column = slip.line + 1, slip.column + 1
        span = Span(source.file, line, column, line, column + 1)
        message = f"Le YAML est illisible ici : {slip.reason}."
        broken = (SYNTAX, message, root, span, slip.help)
    # What was read or noticed before a file broke off is noise beside the break.
    source.tree = None
    source.findings.clear()
    source.remarks.clear()
    source.fault(*broken)


def _lacks_colon(key: yaml.ScalarEvent, value: yaml.Event) -> bool:
    """Between braces, YAML takes a text without « : » for a key without value."""
    start: Any = value.start_mark
    end: Any = key.end_mark
    return isinstance(value, yaml.ScalarEvent) and not value.value and start.index == end.index


def _reach(lines: list[str]) -> tuple[int, int]:
    """The line at which these cannot be read further, and how little is found in them, negative."""
    source = Source("", "\n".join(lines))
    try:
        _Reader(source).document(())
    except yaml.MarkedYAMLError as error:
        marks = (mark.line for mark in (error.context_mark, error.problem_mark) if mark)
        return max(marks, default=0), 0
    except _Refused as refused:
        return refused.args[3].line if len(refused.args) > 3 else 0, 0
    return len(lines), -len(source.findings + source.remarks)


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
            if root[:1] != ("commun",) or not self.source.text.strip():
                raise _Refused(EMPTY, "Le fichier est vide.", root)
            self.source.tree = {}  # a table that holds comments alone has no entry yet
            self.source.values[root] = Span(self.source.file, 1, 1, 1, 1)
            return
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
        if isinstance(event, yaml.MappingStartEvent):
            tree, last = self._mapping(path, depth)
        else:
            tree, last = self._sequence(path, depth)
        self.source.values[path] = self._span(event, last)
        return tree

    def _refuse(self, event: yaml.Event, path: Path, depth: int, span: Span) -> None:
        """An alias would give one place to two facts; a tag would let YAML guess a type."""
        if depth > limits.YAML_DEPTH.most:
            raise _Refused(TOO_BIG, f"Plus de {limits.YAML_DEPTH.said} sont imbriqués.", path, span)
        if getattr(event, "anchor", None):
            message = "Les ancres et alias (& et *) sont refusés."
            help = 'Écrivez la valeur à chaque endroit ; si elle commence par & ou *, entre « " ».'
        elif tag := getattr(event, "tag", None):
            message = f"L'étiquette « {tag} » est refusée."
            help = "Retirez-la ; si c'est du texte, mettez-le entre guillemets."
        else:
            return
        typed = slips.requoted(self.source.line(span.line), span.column - 1)
        raise _Refused(ALIAS, message, path, span, typed or help)

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
            value = next(self.events)
            if isinstance(event, yaml.ScalarEvent) and _lacks_colon(event, value):
                self._comma(event, path, list(pairs), span)
                continue
            key = self._key(event, path, pairs, span)
            pairs[key] = self._value(value, (*path, key), depth + 1)
        return pairs, event

    def _comma(self, event: yaml.ScalarEvent, path: Path, keys: list[str], span: Span) -> None:
        """Between braces, a text without « : »: the rest of one with a comma, or a slip."""
        line, text = self.source.line(span.line), event.value
        if slip := None if event.style else slips.inside(line, span.column - 1):
            message = f"Entre accolades, {slip.reason} : « {text} »."
            help = slip.help
        elif keys:
            before = self.source.values[*path, keys[-1]]
            self.source.findings = [f for f in self.source.findings if f.primary.span != before]
            span = before._replace(end_line=span.end_line, end_column=span.end_column)
            self.source.values[*path, keys[-1]] = span
            text = self.source.between(span)
            message = f"Entre accolades, la virgule de « {text} » sépare deux clés."
            help = f"Mettez le tout entre guillemets : {keys[-1]}: {slips.quoted(text)}"
        else:
            message = f"Entre accolades, « {text} » n'est pas suivi de « : »."
            help = (
                "Écrivez « clé: valeur » ; un texte avec une virgule, ou qui commence par un champ "
                "(« {exercice} »), entre guillemets."
            )
        self.source.fault(EMPTY, message, path, span, help)

    def _key(self, event: yaml.Event, path: Path, known: dict[str, Tree], span: Span) -> str:
        if not isinstance(event, yaml.ScalarEvent) or not event.value.strip():
            help = "Une valeur qui commence par « { » ou « [ » se met entre guillemets."
            raise _Refused(SYNTAX, "Une clé doit être un mot.", path, span, help)
        key = self._text(event, path, span)
        if odd := slips.ODD_SPACE.search(key[0] + key[-1]):
            where = "dans l'alignement" if key[0] == odd[0] else "devant « : »"
            message = f"Une espace insécable (U+{ord(odd[0]):04X}) se trouve {where}."
            help = f"Effacez-la et tapez des espaces ordinaires : {key.strip()}:"
            raise _Refused(CHARACTER, message, path, span, help)
        if key in known:
            line = self.source.keys[(*path, key)].line
            message = f"La clé « {key} » est écrite deux fois (déjà ligne {line})."
            raise _Refused(DUPLICATE, message, (*path, key), span, "Gardez-en une seule.")
        self.source.keys[(*path, key)] = span
        return key

    def _scalar(self, event: yaml.ScalarEvent, path: Path, span: Span) -> Tree:
        rest = "" if event.style else self.source.line(span.end_line)[span.end_column - 1 :]
        sign = _CUT.match(rest)
        if event.style or event.value not in _NULLS:
            if sign:
                self._cut(event.value + rest, path, span, sign.start(1))
            if not event.style:
                self._swallow(path, span)
                self._quotes(event.value, path, span)
            elif event.style == ">":
                self._retreat(path, span)
            return self._text(event, path, span)
        help = "Écrivez la valeur, « à compléter », ou retirez la clé."
        if sign:
            help = f"Ce qui suit « # » n'est pas lu. Écrivez : {slips.quoted(rest.strip())}"
        self.source.fault(EMPTY, "La valeur est vide.", path, span, help)
        return None

    def _cut(self, whole: str, path: Path, span: Span, at: int) -> None:
        """« Tribunal #1 de la ville »: what follows the sign is a comment, which nobody reads."""
        column = span.end_column + at
        place = Span(span.file, span.end_line, column, span.end_line, column + 1)
        text = slips.quoted(" ".join(whole.split()))
        help = f"Si c'est du texte : {text} ; sinon, mettez une espace après « # »."
        message = f"Ce qui suit « # » n'est pas lu : « {whole.partition('#')[2].strip()} »."
        self._remark(message, path, place, help)

    def _quotes(self, text: str, path: Path, span: Span) -> None:
        """« “Salle Robert Schwint” »: the quotes of Word are words for YAML, and are printed."""
        if text.endswith(_CLOSING) and (found := _WORD_QUOTES.fullmatch(text)):
            inner = slips.quoted((found[1] or found[2]).strip())
            message = "Ces guillemets sont lus comme du texte, et seront imprimés."
            help = f"Mettez ceux du clavier : {inner} ; pour les imprimer : {slips.quoted(text)}"
            self._remark(message, path, span, help)

    def _swallow(self, path: Path, span: Span) -> None:
        """A line that was meant as an item or a key, and is the end of the text above it."""
        for number in range(span.line + 1, span.end_line + 1):
            line = self.source.line(number)
            if slips.swallowed(line):
                at = len(line) - len(line.lstrip()) + 1
                end = f"est lu comme la suite du texte de la ligne {span.line}."
                help = "Si c'est un élément ou une clé, alignez-le sur ses voisins."
                place = Span(span.file, number, at, number, at + 1)
                self._remark(f"« {line.strip()[:40]} » {end}", path, place, help)

    def _retreat(self, path: Path, span: Span) -> None:
        """A line of a text that stands further right than its first: YAML breaks the text there."""
        texts = range(span.line + 1, span.end_line + 1)
        columns = {
            n: len(text) - len(text.lstrip(" ")) for n in texts if (text := self.source.line(n))
        }
        first = next(iter(columns.values()), 0)
        for number in (n for n, column in columns.items() if column > first):
            words = self.source.line(number).strip()[:30]
            message = f"« {words} » est en retrait : le texte y va à la ligne."
            help = f"Mettez {plural(first, 'espace')} devant « {words} »."
            place = Span(span.file, number, columns[number] + 1, number, columns[number] + 2)
            self._remark(message, path, place, help)

    def _remark(self, message: str, path: Path, place: Span, help: str) -> None:
        found = Finding(OTHERWISE, message, Location(path, place), help=help)
        self.source.remarks.append(found)

    def _text(self, event: yaml.ScalarEvent, path: Path, span: Span) -> str:
        """The text of a scalar; an escape ("\\u202e") must not bring in what typing may not."""
        text = unicodedata.normalize("NFC", event.value)
        escaped = event.style == '"'  # the rest was seen as it was typed
        if escaped and (match := FORBIDDEN.search(text) or _TAB.search(text)):
            raise _Refused(CHARACTER, hidden(match[0]), path, span, "Effacez-le.")
        return text
