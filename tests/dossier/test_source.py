import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.dossier.source import FORBIDDEN, Source, Tree
from pmtdocs.dossier.yaml_source import read_source
from pmtdocs.finding import Path as DataPath
from pmtdocs.system import limits

Read = Callable[[str | bytes], Source]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def attempt(text: str | bytes) -> Source:
        file = tmp_path / "essai.yaml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_source(file, "essai.yaml", ("essai",))

    return attempt


def fault(read: Source) -> tuple[str, int, int, str]:
    """The one finding of a file: code, line, column, message."""
    (finding,) = read.findings
    assert finding.primary.span is not None
    assert read.tree is None
    return finding.code, finding.primary.span.line, finding.primary.span.column, finding.message


@pytest.mark.parametrize("scalar", ["18:30", "01000", "no", "1234.10", "2024-04-11", "1e3", "0x1F"])
def test_a_scalar_stays_the_text_that_was_typed(read: Read, scalar: str) -> None:
    assert read(f"cle: {scalar}\n").tree == {"cle": scalar}


FAULTS = [
    ("a:\tb", "YML002", 1, 3, "tabulation"),
    ("a:\n\tb: 1\n\tc: 1\n\td: 1\n", "YML002", 2, 1, "2 autres suivent"),
    ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n", "YML001", 2, 1, "lignes 2, 4 et 6"),
    (
        "t: 'un\n<<<<<<< HEAD\n||||||| x\n=======\n>>>>>>> x'\n",
        "YML001",
        2,
        1,
        "lignes 2, 3, 4 et 5",
    ),
    ("a: é\n".encode("utf-16"), "YML006", 1, 1, "UTF-8"),
    ("a: é\n".encode("cp1252"), "YML006", 1, 4, "UTF-8"),
    ("a: 1\nb: 2\na: 3\n", "YML003", 3, 1, "« a » est écrite deux fois (déjà ligne 1)"),
    ("{e\u0301: 1, é: 2}", "YML003", 1, 9, "écrite deux fois"),
    ("a: &x b\n", "YML004", 1, 4, "ancres et alias"),
    ("&x a: b\n", "YML004", 1, 1, "ancres et alias"),
    ("a: *x\n", "YML004", 1, 4, "ancres et alias"),
    ("a: !python/object:os.system x\n", "YML004", 1, 4, "étiquette"),
    ("a: !!binary eA==\n", "YML004", 1, 4, "étiquette"),
    ("a: !!set {x, y}\n", "YML004", 1, 4, "étiquette"),
    ("a: b\x00c", "YML005", 1, 5, "U+0000"),
    ("a: x\u202ey", "YML005", 1, 5, "U+202E"),
    ("a: x\u200by", "YML005", 1, 5, "U+200B"),
    ("a: x\rb: y", "YML005", 1, 5, "U+000D"),
    ("a: x\u2028b: y", "YML005", 1, 5, "U+2028"),
    ("a: \ue000", "YML005", 1, 4, "U+E000"),
    ('a: "\\u202e"', "YML005", 1, 4, "U+202E"),
    ('a: "x\\ty"', "YML005", 1, 4, "U+0009"),
    ('a: "\\ufffe"', "YML005", 1, 4, "U+FFFE"),
    ('a: "x\\ud83d"', "YML001", 1, 8, "s'écrit « \\\\ »"),
    ('"\\0": x', "YML005", 1, 1, "U+0000"),
    ("é: é\né: ".encode() + b"\xe9", "YML006", 2, 4, "UTF-8"),
    ("", "YML007", 1, 1, "fichier est vide"),
    ("# rien\n", "YML007", 1, 1, "fichier est vide"),
    ("a: " + "[ " * 200_000, "YML008", 1, 84, "40 niveaux"),
    ("- " * 200_000, "YML008", 1, 83, "40 niveaux"),
    ("a: " + "x" * 2_000_000, "YML008", 1, 1, "2 Mo"),
    ("a: 'b\n", "YML001", 1, 4, "guillemet ouvert ici n'est pas fermé"),
    ("a: [1, 2\n", "YML001", 1, 4, "« [ » n'est pas fermé"),
    ("a: x : y\n", "YML001", 1, 6, "un « : » de trop"),
    ("a: 1\n  b: 2\n", "YML001", 2, 3, "alignement"),
    ("a:\n  b: 1\n c: 2\n", "YML001", 3, 2, "alignement"),
    ("- a\nb: 1\n", "YML001", 2, 1, "alignement de la liste"),
    ("a: **gras** x\n", "YML001", 1, 4, "entre guillemets ce qui commence par « * »"),
    ("a: {x} y\n", "YML001", 1, 8, "du texte suit"),
    ('a: "x" y\n', "YML001", 1, 8, "du texte suit"),
    ("a: @x\n", "YML001", 1, 4, "entre guillemets"),
    ('a: "\\q"\n', "YML001", 1, 5, "s'écrit « \\\\ »"),
    ("a: 1\n---\nb: 2\n", "YML001", 2, 1, "plusieurs documents"),
    ("{{ x }}: 1\n", "YML001", 1, 1, "Une clé doit être un mot"),
    ("'': 1\n", "YML001", 1, 1, "Une clé doit être un mot"),
    ("a: }\n", "YML001", 1, 4, "entre guillemets ce qui commence par ce caractère"),
]


@pytest.mark.parametrize(("text", "code", "line", "column", "says"), FAULTS)
def test_one_clear_fault(
    read: Read, text: str | bytes, code: str, line: int, column: int, says: str
) -> None:
    found = fault(read(text))
    assert found[:3] == (code, line, column)
    assert says in found[3]
    assert found[3].endswith(".")


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(read: Read) -> None:
    windows = read(b"\xef\xbb\xbfa: b\r\nc: d\r\n")
    assert (windows.tree, windows.findings) == ({"a": "b", "c": "d"}, [])
    assert windows.line(2) == "c: d"
    assert windows.values["essai", "c"].line == 2


@pytest.mark.parametrize("empty", ["", " ~", " null", " # rien"])
def test_each_empty_value_is_named(read: Read, empty: str) -> None:
    found = read(f"a:{empty}\nb: ''\nc:\n  - 1\n  -{empty}\n").findings
    assert [(f.code, f.primary.path) for f in found] == [
        ("YML007", ("essai", "a")),
        ("YML007", ("essai", "c", 1)),
    ]


def test_depth_at_the_limit_is_read(read: Read) -> None:
    deep = read("[" * limits.YAML_DEPTH.most + "x" + "]" * limits.YAML_DEPTH.most)
    assert deep.findings == []


def test_a_place_is_one_line(read: Read) -> None:
    text = "a:\n  b: 1\n  c: >-\n    deux\n    lignes\nd:\n  - e: 1\n    f: 2\n"
    tree = read(text)

    def shown(*path: str | int) -> str:
        span = tree.place(("essai", *path))
        assert span is not None
        assert span.line == span.end_line
        return tree.line(span.line)[span.column - 1 : span.end_column - 1]

    assert shown("a", "b") == "1"
    assert shown("a", "c") == "c"
    assert shown("a") == "a"
    assert shown("d", 0) == "e"
    assert tree.place(("essai", "z")) is None


def test_line_beyond_the_end(read: Read) -> None:
    assert [read("a: 1").line(n) for n in (0, 1, 2)] == ["", "a: 1", ""]


# --- properties ------------------------------------------------------------------------------

CLEAN = st.text(
    st.characters(codec="utf-8", exclude_characters="\t\n").filter(
        lambda c: not FORBIDDEN.search(c)
    ),
    min_size=1,
)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@given(text=CLEAN)
def test_any_text_comes_out_as_it_went_in(read: Read, text: str) -> None:
    tree = read(f"cle: {quoted(text)}\n")
    assert tree.findings == []
    assert tree.tree == {"cle": unicodedata.normalize("NFC", text)}


@given(before=CLEAN, hidden=st.sampled_from("\x00\x1b\x7f\x85\xad\u200b\u202e\u2066\ufeff\ue000"))
def test_hidden_characters_are_refused_where_they_stand(
    read: Read, before: str, hidden: str
) -> None:
    code, line, column, message = fault(read(f"# {before}\ncle: {before}{hidden}fin"))
    assert (code, line, column) == ("YML005", 2, 6 + len(before))
    assert f"U+{ord(hidden):04X}" in message


WORDS = st.text("abcdeéœ 0€", min_size=1).map(str.strip).filter(bool).map(lambda w: f"x{w}")
TREES = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4) | st.dictionaries(WORDS, inner, min_size=1)
    ),
    max_leaves=12,
)


def block(tree: Tree, indent: str) -> str:
    """A tree as YAML in block style."""
    if isinstance(tree, str):
        return f" {tree}\n"
    if isinstance(tree, list):
        return "\n" + "".join(f"{indent}-{block(item, indent + '  ')}" for item in tree)
    assert tree is not None
    return "\n" + "".join(f"{indent}{k}:{block(v, indent + '  ')}" for k, v in tree.items())


def flow(tree: Tree) -> str:
    """A tree as YAML on one line."""
    if isinstance(tree, str):
        return tree
    if isinstance(tree, list):
        return f"[{', '.join(map(flow, tree))}]"
    assert tree is not None
    return f"{{{', '.join(f'{k}: {flow(v)}' for k, v in tree.items())}}}"


def leaves(tree: Tree, path: DataPath) -> Iterator[tuple[DataPath, str]]:
    if isinstance(tree, str):
        yield path, tree
    elif isinstance(tree, list):
        for i, item in enumerate(tree):
            yield from leaves(item, (*path, i))
    elif tree is not None:
        for key, item in tree.items():
            yield from leaves(item, (*path, key))


@given(tree=TREES, in_block=st.booleans())
def test_spans_point_to_the_text_that_they_claim(read: Read, tree: Tree, in_block: bool) -> None:
    found = read(f"cle:{block(tree, '  ')}" if in_block else f"cle: {flow(tree)}\n")
    assert found.tree == {"cle": tree}
    for path, text in leaves(tree, ("essai", "cle")):
        span = found.values[path]
        assert span.line == span.end_line
        assert found.line(span.line)[span.column - 1 : span.end_column - 1] == text
    for path, span in found.keys.items():
        assert found.line(span.line)[span.column - 1 : span.end_column - 1] == path[-1]
