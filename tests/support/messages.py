"""What good French asks of any message, and every message that stands in the package."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import click
from babel.messages import pofile

from pmtdocs import cli
from pmtdocs.cli.group import Commands
from tests.support.command import ROOT

PACKAGE = ROOT / "pmtdocs"
#: What is filled in, and what is typed as it stands: tags, code, paths, options, addresses.
_FILLED = re.compile(r"\{\{.*?\}\}|\{[%#].*?[%#]\}|\{[^{}]*\}", re.DOTALL)
_TYPED = re.compile(
    r"`[^`]*`|«\s(?:- )?\w+:\s[^»]*»|«\s\W\s»|«\s«[^»]*»\s»|\w+://\S*|[\w.…-]*/[\w./…-]*|\w+\.(?:yaml|docx|toml|xlsx)"
    r"|\[[^\]]*\]|--[a-z]+|\S+:\d+:\d+",
    re.DOTALL,
)
_END = r"[.!?]"
_VOWEL = r"[aeiouyàâéèêîôû]"
#: What each fault is called, and how it looks.
FAULTS = {
    "two ends of a sentence": re.compile(
        rf"(?<=[\w)]{{2}}){_END} »\.|(?<!\.)\.\.(?!\.)|[,;:]\s*[,;]|,\."
    ),
    "a space twice": re.compile(r"(?<=[^\s.])[ \u00a0\u202f]{2,}(?=\S)"),
    "a space before , or .": re.compile(r"\w [,.](?![\w./…])"),
    "no space before a high sign": re.compile(
        r"[^\s([{;!?/|'\"<>=*&.…-][;!?»](?!\w)|[^\W\d_]:(?=\s|$)"
    ),
    "no space inside « »": re.compile(r"«\S"),
    "an elision": re.compile(
        rf"(?<!-)\b(?:[Qq]ue|[Dd]e|[Nn]e|[Ss]e|[Jj]e|[Ll]a|[Ll]e|[Jj]usque|[Ll]orsque|[Pp]uisque)"
        rf" (?=(?!(?:ou|et|onze|oui|un|y|à)\b){_VOWEL})|\b(?:[Qq]ue|[Dd]e) une?\b"
    ),
    "de le, à les": re.compile(r"\b(?:[Dd]e|[Àà]) les? (?!\w+(?:er|ir|re|oir)\b)(?=[^\W\d])"),
    "one of several": re.compile(
        r"(?<![\d,.\u202f\u00a0%-])(?<!\d )(?<!n° )\b[01] "
        r"(?!(?:mois|voix|fois|refus|avis|taux|dans|plus)\b)[a-zé]{3,}[sx]\b"
        r"|\bécart de 0\b(?!,)|\ben manque 1\b|\b1 de trop\b"
    ),
    "English": re.compile(
        r"\b(?:the|this|with|are|warning|missing|invalid|required|folder|unknown|failed|cannot"
        r"|should|must|default|please)\b",
        re.IGNORECASE,
    ),
}
#: Words of others: a page quotes faults, a message the data. Their full stop is looked at.
_QUOTED = re.compile(r"«\s[^«»]*?((?:[\w)]{2}[.!?])?)\s»")
_ENGLISH = re.compile(
    r"\b(?:the|is|of|no|was|not|by|this|that|its|it|what|when|which|in|for|to|from|who|nothing|without|as|alone|into|out|with)\b",
    re.IGNORECASE,
)
_FRENCH = re.compile(
    r"[éèêàçùîôœ«»]|\b(?:le|la|les|un|une|des|du|de|est|pas|dans|sur|par|pour|avec|sans|ne|ce|qui|que|ou|au)\b"
)


def faults(text: str) -> list[str]:
    """What is wrong in a message, each with the words where it is."""
    words = _TYPED.sub("9", _FILLED.sub("9", text))
    own = _QUOTED.sub(r"« ab\1 »", words)
    found = ((name, look.search(own)) for name, look in FAULTS.items())
    return [
        f"{name}: …{m.string[max(0, m.start() - 20) : m.end() + 20]}…" for name, m in found if m
    ]


def helps() -> Iterator[str]:
    """The help of each command, without its columns."""
    yield from _helps(cli.main)


def _helps(command: click.Command) -> Iterator[str]:
    said = [
        command.help,
        command.short_help,
        command.epilog,
        *(getattr(p, "help", "") for p in command.params),
    ]
    yield from filter(None, said)
    if isinstance(command, Commands):
        context = click.Context(command)
        for name in command.list_commands(context):
            under = command.get_command(context, name)
            assert under is not None
            yield from _helps(under)


def of_click() -> Iterator[str]:
    """What click says, in our words."""
    with (PACKAGE / "cli/translations/fr/LC_MESSAGES/messages.po").open("rb") as file:
        for message in pofile.read_po(file):
            said = message.string if message.id else ""
            yield from filter(None, said if isinstance(said, (list, tuple)) else [said])


def of_pages() -> Iterator[str]:
    """The words of the atelier."""
    for page in sorted((PACKAGE / "atelier/pages").glob("*.j2")):
        text = re.sub(
            r"\{%.*?%\}|\{#.*?#\}|<script.*?</script>", "", page.read_text("utf-8"), flags=re.DOTALL
        )
        spoken = re.sub(r'\{\{ "([^"]*)"[^}]*\}\}', r"\1", text)
        yield from (" ".join(part.split()) for part in re.split(r"<[^>]*>", spoken) if part.strip())
    script = (PACKAGE / "atelier/statique/atelier.js").read_text("utf-8")
    yield from re.findall(r'"([A-ZÉÀ][^"]* [^"]*)"', script)


def of_docs() -> Iterator[str]:
    """The paragraphs of the docs for legal staff and for who installs, without code."""
    for name in ("guide", "installation", "ci", "json", "law"):
        text = re.sub(r"(?s)```.*?```", "", (ROOT / f"docs/{name}.md").read_text("utf-8"))
        text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)|\*\*|^#+ ", r"\1", text, flags=re.MULTILINE)
        yield from (" ".join(one.split()) for one in re.split(r"\n\s*\n|\n *[-|] ?", text) if one)


def of_code() -> Iterator[tuple[str, str]]:
    """Every French string of the package, and its place; what is filled in is « {} »."""
    for file in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        for line, text in _strings(tree):
            if _is_message(text):
                yield f"{file.relative_to(ROOT)}:{line}", text


def _strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Those of docstrings too: some are shown."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.JoinedStr):
            pieces = (v.value if isinstance(v, ast.Constant) else "{}" for v in node.values)
            yield node.lineno, "".join(map(str, pieces))
            for value in node.values:
                yield from _strings(value)
        elif isinstance(node, ast.Constant):
            if isinstance(node.value, str) and not isinstance(tree, ast.JoinedStr):
                yield node.lineno, node.value
        elif not (isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")):
            yield from _strings(node)


def _is_message(text: str) -> bool:
    code = re.search(r"\\|\(\?|\[\^|</?\w|[#{]\w+-|;\w", text)
    return (
        " " in text.strip()
        and not code
        and len(_FRENCH.findall(text)) > 1
        and not _ENGLISH.search(re.sub(r"« [^»]*»", "", text))
    )
