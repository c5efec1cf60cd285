"""Pictures from outside: what prints, what does not, what is done to those that are changed."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pytest
from PIL import Image, ImageFile

from pmtdocs.system import limits, safeimage
from pmtdocs.system.safeimage import Changes
from tests.support.pictures import pixels


@pytest.mark.parametrize(
    ("form", "mode"),
    [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"), ("PNG", "LA"), ("PNG", "I;16"),
     ("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("GIF", "P")],
)  # fmt: skip
def test_what_prints(form: str, mode: str) -> None:
    data = pixels(form, "L" if mode == "I;16" else mode)
    if mode == "I;16":
        out = io.BytesIO()
        Image.new("I;16", (3, 3), 40_000).save(out, "PNG")
        data = out.getvalue()
    assert safeimage.fault(data) == ""
    kind, shown = safeimage.shown(data, Changes())
    assert (shown == data) == (mode not in ("CMYK", "I;16"))
    assert Image.open(io.BytesIO(shown)).mode in ("1", "L", "LA", "P", "RGB", "RGBA")
    assert kind == f"image/{form.lower()}"


@pytest.mark.parametrize("form", ["BMP", "TIFF", "WEBP"])
def test_other_formats_are_named(form: str) -> None:
    assert f"au format {'WebP' if form == 'WEBP' else form}" in safeimage.fault(pixels(form))


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "inconnu"), (b"\x01\x00\x00\x00 EMF", "EMF"), (b"\xd7\xcd\xc6\x9a", "WMF"),
     (b"<svg/>", "SVG"), (b"\x89PNG\r\n\x1a\n", "abîmée"), (b"\xff\xd8\xff\xe0", "abîmée")],
)  # fmt: skip
def test_what_does_not(data: bytes, said: str) -> None:
    assert said in safeimage.fault(data)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF"])
def test_a_picture_cut_anywhere_is_broken_or_whole(form: str) -> None:
    """Never anything but a word on it."""
    data = pixels(form, size=(40, 40))
    found = {safeimage.fault(data[:end]) for end in range(0, len(data), 7)}
    assert "est abîmée : elle ne se lit pas jusqu'au bout" in found
    assert len(found - {""}) <= 2


def test_a_library_that_is_content_with_less_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """WeasyPrint is, as soon as it is imported."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    assert "abîmée" in safeimage.fault(pixels(size=(41, 40))[:60])
    assert ImageFile.LOAD_TRUNCATED_IMAGES


@pytest.mark.parametrize("at", range(8, 60))
def test_a_picture_with_a_wrong_byte(at: int) -> None:
    data = bytearray(pixels(size=(9, 9)))
    data[at] ^= 0xFF
    assert safeimage.fault(bytes(data)) in (
        "", "est abîmée : elle ne se lit pas jusqu'au bout",
    ) or "millions de points" in safeimage.fault(bytes(data))  # fmt: skip


def test_too_many_points_are_never_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PICTURE", limits.PICTURE._replace(most=7))
    data = pixels(size=(4, 2), colour="#010203")
    assert "a 4 × 2 (0 millions de points), plus que 7 points" in safeimage.fault(data)


@dataclass(frozen=True)
class Corners:
    """The colours of the four corners, from the top left, clockwise."""

    of: bytes

    def colours(self) -> str:
        image = Image.open(io.BytesIO(self.of)).convert("RGB")
        right, below = image.width - 1, image.height - 1
        points = ((0, 0), (right, 0), (right, below), (0, below))
        return "".join("r" if image.getpixel(at) == (255, 0, 0) else "." for at in points)


@pytest.mark.parametrize(
    ("changes", "corners", "size"),
    [
        (Changes(), "r...", (4, 2)),
        (Changes(turned=90), ".r..", (2, 4)),
        (Changes(turned=180), "..r.", (4, 2)),
        (Changes(turned=270), "...r", (2, 4)),
        (Changes(mirrored=(True, False)), ".r..", (4, 2)),
        (Changes(mirrored=(False, True)), "...r", (4, 2)),
        (Changes(crop=(0.5, 0, 0, 0)), "....", (2, 2)),
        (Changes(crop=(0, 0, 0.5, 0.5)), "r.r.", (2, 1)),
    ],
)
def test_a_picture_is_changed_as_word_shows_it(
    changes: Changes, corners: str, size: tuple[int, int]
) -> None:
    _, data = safeimage.shown(pixels(), changes)
    assert Image.open(io.BytesIO(data)).size == size
    if size != (2, 1):
        assert Corners(data).colours() == corners


def test_a_picture_aslant_keeps_its_paper_around_it() -> None:
    kind, data = safeimage.shown(pixels("JPEG", size=(40, 40)), Changes(turned=45))
    image = Image.open(io.BytesIO(data))
    assert kind == "image/png"
    assert image.width > 50
    assert image.convert("RGBA").getpixel((0, 0)) == (0, 0, 0, 0)
