"""Limits."""

from pmtdocs.finding import ExitCode, PmtdocsError

#: Seconds of processor time of a process.
MAX_CPU = 120
#: Seconds by the clock without a word from it.
MAX_CLOCK = 300
#: Bytes of address space of a process; a render of the largest known dossier takes a tenth.
MAX_MEMORY = 3_000_000_000
#: Bytes of what it hands back: the files of a dossier weigh half a million.
MAX_RESULT = 500_000_000


class LimitError(PmtdocsError):
    """A file that asks for more than anything this tool is made for."""

    exit_code = ExitCode.LIMIT
