"""OPN002: what a published act must not say of a person or of a bank account."""

from __future__ import annotations

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Severity
from pmtdocs.language.personal import personal
from pmtdocs.rules.base import Fault, Faults, cites, text_rule
from pmtdocs.rules.texts.phrases import phrases, shared_texts, texts_of
from pmtdocs.templates.words import Wordings


@cites("Règlement (UE) 2016/679, art. 5 (minimisation) ; CRPA, art. L. 312-1-2")
@text_rule("donnee-privee-publiee", Severity.WARNING, of_any_part=True)
def OPN002(wordings: Wordings, dossier: Dossier) -> Faults:
    """Les données et les modèles n'écrivent ni compte bancaire, ni numéro de sécurité sociale, ni
    téléphone portable, ni adresse électronique privée.

    Pourquoi : L'acte est publié en ligne : le relevé bancaire va au comptable, à part.
    Faux : « Le compte à créditer est FR76… ».
    Juste : « Le compte à créditer est celui du relevé remis au comptable ».
    """
    typed = ((paragraph.path, paragraph.words) for paragraph in wordings.paragraphs())
    notice = texts_of(("dossier", "avertissement"), dossier.dossier.avertissement)
    own = texts_of(("dossier", "faits"), dossier.dossier.faits)
    for path, text in (*phrases(dossier), *notice, *own, *shared_texts(dossier), *typed):
        for noun, shown in personal(text):
            yield Fault(
                path,
                f"Le texte dit {noun} (« {shown} ») : un acte publié ne porte ni compte bancaire "
                "ni donnée privée.",
                (("dossier", "documents"),),
                "Retirez-le ; ce qui sert au paiement est remis au comptable, hors de l'acte. S'il "
                "s'agit du contact public de l'organisme, une réserve l'accepte.",
            )
