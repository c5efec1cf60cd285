"""The README as a registry shows it, away from our files: hatchling runs this when it builds.

Pictures and links lead to the project's address once ``[project.urls]`` has a ``Source``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r"(!?)(\[[^\]]*\]\()(?![a-z]+:|#)")


class Readme(MetadataHookInterface):
    """Fills in ``readme``, which ``pyproject.toml`` calls dynamic."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Write the README into the metadata of the package."""
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        if source := metadata.get("urls", {}).get("Source"):
            text = absolute(text, source, f"v{metadata['version']}")
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def absolute(text: str, source: str, tag: str) -> str:
    """Each picture and link as the sites of GitHub and GitLab name it at ``tag``."""

    def whole(link: re.Match[str]) -> str:
        return f"{link[1]}{link[2]}{source}/{'raw' if link[1] else 'blob'}/{tag}/"

    return _LINK.sub(whole, text)
