"""The aid of a company, step by step, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.aid import Scheme
from pmtdocs.dossier.views.aid import LABELS, Award, award
from pmtdocs.language.columns import wrapped
from pmtdocs.language.french import euros, typography
from pmtdocs.language.json_text import dump


def render(dossier: Dossier, scheme: Scheme, spending: Decimal, already: Decimal) -> str:
    """The reasoning as a column of amounts, the answer, then what the scheme asks besides."""
    found = award(scheme, spending, already)
    head = f"{scheme.nom} ({dossier.nom})"
    lines = [head, "", *_steps(found), *_answer(found), *_besides(scheme, found, already)]
    return "\n".join(lines)


def as_json(dossier: Dossier, scheme: Scheme, spending: Decimal, already: Decimal) -> str:
    """The same facts: what was asked, the steps, the answer and what decided of it."""
    found = award(scheme, spending, already)
    return dump(
        {
            "dossier": dossier.nom,
            "scheme": scheme.cle,
            "name": scheme.nom,
            "spending": spending,
            "already": already,
            "amount": found.amount,
            "why": found.why,
            "steps": [step._asdict() for step in found.steps],
            "conditions": [" : ".join(pair) for pair in _conditions(scheme)],
            "deduced": [{"label": LABELS[name], "why": how} for name, how in scheme.deduit.items()],
        }
    )


def _steps(found: Award) -> Iterator[str]:
    labels = [step.label for step in found.steps]
    amounts = [euros(step.amount) for step in found.steps]
    left, right = (max(map(len, column), default=0) for column in (labels, amounts))
    for label, amount in zip(labels, amounts, strict=True):
        yield f"  {label:<{left}}  {amount:>{right}}"


def _answer(found: Award) -> Iterator[str]:
    if found.steps:
        yield ""
    if found.amount is None:
        yield f"{'Montant à décider' if found.steps else 'Aucun montant'} : {found.why}."
        return
    yield from wrapped(f"Aide : {euros(found.amount)} ; {found.why}.", 0)


def _besides(scheme: Scheme, found: Award, already: Decimal) -> Iterator[str]:
    """Who decides, on what conditions, and what nobody published."""
    said = []
    if found.amount is not None and scheme.taux is not None:
        said.append("Montants arrondis au centime le plus proche.")
    if already and not scheme.une_fois and found.amount is not None:
        counted = "Le plafond est compté ici pour tout ce que l'entreprise reçoit du dispositif"
        said.append(f"{counted} : à vérifier auprès de qui l'accorde.")
    if scheme.une_fois is None and found.amount is not None:
        said.append("Les documents ne disent pas si l'aide peut être demandée plusieurs fois.")
    said += [f"{text[0].upper()}{text[1:]} : {value}." for text, value in _conditions(scheme)]
    said += [
        f"Déduit, jamais publié : {LABELS[name]} ({how})." for name, how in scheme.deduit.items()
    ]
    if said:
        yield ""
    for text in said:
        yield from wrapped(f"- {typography(text)}".replace("’", "'"), 2)


def _conditions(scheme: Scheme) -> Iterator[tuple[str, str]]:
    if scheme.une_fois:
        yield "fréquence", "une seule aide par entreprise"
    if scheme.public:
        yield "pour", scheme.public
    if scheme.decision:
        yield "décision", scheme.decision
    for condition in scheme.conditions:
        yield "condition", str(condition).rstrip(" .;")
