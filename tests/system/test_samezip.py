"""A zip that is written by hand."""

from __future__ import annotations

import zipfile
from io import BytesIO

from pmtdocs.system import samezip


def test_zips_as_zipfile_does() -> None:
    """What is written by hand is what any reader of zips expects, names beyond ASCII too."""
    parts = {"a.xml": b"", "é.xml": b"<a/>" * 1000, "k.xml": samezip.Shared(b"<k/>" * 100)}
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            info.external_attr = 0o600 << 16
            archive.writestr(info, data)
    assert samezip.write(parts) == buffer.getvalue()
