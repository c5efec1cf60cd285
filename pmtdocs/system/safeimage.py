"""Pictures that come from outside: told by their own bytes, decoded before anybody prints them.

What a file is called says nothing: Word itself writes « image1.png » for what is a JPEG. Pillow is
imported inside: only files that hold a picture need it.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pmtdocs.system import limits

if TYPE_CHECKING:
    from PIL.Image import Image

#: What browsers, Word and WeasyPrint all print.
_PRINTED = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif"}
#: What people drop into Word besides, by its first bytes.
_OTHERS = {
    b"\xd7\xcd\xc6\x9a": "WMF", b"\x01\x00\x09\x00": "WMF", b"\x01\x00\x00\x00": "EMF",
    b"II*\x00": "TIFF", b"MM\x00*": "TIFF", b"BM": "BMP", b"RIFF": "WebP", b"%PDF": "PDF",
    b"<svg": "SVG", b"<?xml": "SVG",
}  # fmt: skip
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError,
           OverflowError, MemoryError, struct.error)  # fmt: skip
_QUARTERS = {90: "ROTATE_270", 180: "ROTATE_180", 270: "ROTATE_90"}


class Changes(NamedTuple):
    """What is done to a picture before it is shown: ``word.pictures.Picture`` says it."""

    crop: tuple[float, float, float, float] = (0, 0, 0, 0)
    turned: float = 0
    mirrored: tuple[bool, bool] = (False, False)


def kind(data: bytes) -> str:
    """« png », « jpeg » or « gif »; empty for what is none of them."""
    return next((name for start, name in _PRINTED.items() if data.startswith(start)), "")


@lru_cache(maxsize=64)
def fault(data: bytes) -> str:
    """Why a picture cannot be printed, as the end of « L'image … »; empty for one that can."""
    if not kind(data):
        other = next((name for start, name in _OTHERS.items() if data.startswith(start)), "inconnu")
        return f"est au format {other}, qui ne s'imprime pas"
    try:
        image = _opened(data)
        if (size := image.width * image.height) > limits.PICTURE.most:
            said = f"{size / 1_000_000:.0f} millions de points".replace(".", ",")
            return f"a {sayable(image)} ({said}), plus que {limits.PICTURE.said}"
        with _strict():
            image.load()
    except _BROKEN:
        return "est abîmée : elle ne se lit pas jusqu'au bout"
    return ""


def sayable(image: Image) -> str:
    """« 12000 × 9000 »."""
    return f"{image.width} × {image.height}"


@lru_cache(maxsize=32)
def shown(data: bytes, changes: Changes) -> tuple[str, bytes]:
    """The media type and the bytes of a picture as it is seen: cropped, turned, in RGB.

    The same bytes when nothing is to be done: a picture in four inks is one that PDF/A-3 refuses
    beside sRGB (ISO 19005-3, 6.2.4.3), sixteen bits a colour are more than a page needs.
    """
    form = kind(data)
    image = _opened(data)
    plain = image.mode in ("1", "L", "LA", "P", "RGB", "RGBA")
    if plain and changes == Changes():
        return f"image/{form}", data
    image.load()
    image = image.convert("L" if image.mode.startswith("I") else "RGB") if not plain else image
    image = _changed(image, changes)
    out = io.BytesIO()
    if form == "jpeg" and image.mode in ("L", "RGB"):
        image.save(out, "JPEG", quality=92)
        return "image/jpeg", out.getvalue()
    image.save(out, "PNG")
    return "image/png", out.getvalue()


def _opened(data: bytes) -> Image:
    import PIL.Image

    PIL.Image.MAX_IMAGE_PIXELS = None  # the limit is ours, looked at before anything is decoded
    return PIL.Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF"))


@contextmanager
def _strict() -> Iterator[None]:
    """WeasyPrint, once imported, lets Pillow fill with grey what is cut off."""
    from PIL import ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _changed(image: Image, changes: Changes) -> Image:
    """Cropped, mirrored, then turned: as Word does, around the picture's own middle."""
    from PIL.Image import Resampling, Transpose

    left, top, right, bottom = changes.crop
    width, height = image.size
    if any(changes.crop):
        box = (left * width, top * height, (1 - right) * width, (1 - bottom) * height)
        x, y, x2, y2 = map(round, box)
        image = image.crop((x, y, max(x2, x + 1), max(y2, y + 1)))
    across, down = changes.mirrored
    image = image.transpose(Transpose.FLIP_LEFT_RIGHT) if across else image
    image = image.transpose(Transpose.FLIP_TOP_BOTTOM) if down else image
    if quarter := _QUARTERS.get(round(changes.turned, 2)):  # type: ignore[call-overload]
        return image.transpose(Transpose[quarter])
    if changes.turned:
        image = image.convert("RGBA")
        return image.rotate(-changes.turned, resample=Resampling.BICUBIC, expand=True)
    return image
