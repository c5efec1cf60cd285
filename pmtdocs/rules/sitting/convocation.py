"""SEA003, SEA004: the notice of the sitting, and the note that goes with it."""

from __future__ import annotations

from decimal import Decimal

from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.dossier.views.quorum import in_force
from pmtdocs.finding import Severity
from pmtdocs.language.french import plural, short_date
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule


@cites("CGCT, art. L. 2121-12 ; CE, 22 juillet 2015, n° 383072")
@needs("seance.convocation")
@rule("convocation-tardive", Severity.ERROR, since=Stage.PROJET)
def SEA003(dossier: Dossier) -> Faults:
    """La convocation part cinq jours francs au moins avant la séance, un en cas d'urgence.

    Pourquoi : Les membres doivent avoir le temps d'étudier l'ordre du jour.
    Faux : Convocation le 6 avril pour une séance le 11 : quatre jours francs.
    Juste : Convocation le 5 avril pour une séance le 11 : cinq jours francs.
    """
    sitting = given(dossier.seance)
    called = given(sitting.convocation)
    key = "convocation-jours-francs-urgence" if sitting.urgence else "convocation-jours-francs"
    needed = in_force(key, sitting.date)
    days = (sitting.date - called).days - 1
    if called >= sitting.date or days >= needed.value:
        return
    missing = int(needed.value) - days
    hint = (
        "" if sitting.urgence else " S'il y avait urgence, écrivez urgence: oui dans seance.yaml."
    )
    yield Fault(
        ("seance", "convocation"),
        f"Convocation du {short_date(called)} pour une séance du "
        f"{short_date(sitting.date)} : {plural(days, 'jour franc', 'jours francs')}, il en faut "
        f"au moins {needed.value} ({needed.cited()}) : il en manque {missing}.",
        (("seance", "date"),),
        f"Vérifiez les deux dates ; ni le jour de l'envoi ni celui de la séance ne comptent.{hint}",
        (Decimal(days), needed.value),
    )


@cites("CGCT, art. L. 2121-12")
@needs("seance.note_de_synthese")
@rule("note-de-synthese-absente", Severity.WARNING, since=Stage.PROJET)
def SEA004(dossier: Dossier) -> Faults:
    """La note explicative de synthèse accompagne la convocation.

    Pourquoi : Elle informe les membres de chaque affaire soumise à délibération.
    Faux : Dans seance.yaml, note_de_synthese: non.
    Juste : Dans seance.yaml, note_de_synthese: oui.
    """
    sitting = given(dossier.seance)
    if sitting.note_de_synthese is False:
        yield Fault(
            ("seance", "note_de_synthese"),
            "La note explicative de synthèse n'était pas jointe à la convocation.",
            (("seance", "convocation") if sitting.convocation else ("seance", "date"),),
            "Joignez-la à la convocation ; après le vote, demandez conseil : la délibération est "
            "fragile.",
        )
