"""``aides.yaml``: the aid schemes that a programme offers to companies, and what was granted."""

from typing import Literal, Self

from pydantic import Field, ValidationInfo, field_validator

from pmtdocs.dossier.model.base import Amount, Date, Model, Rate, YesNo
from pmtdocs.dossier.model.blank import consistent, fault
from pmtdocs.dossier.model.words import Key, RichText, Text

#: What a scheme may give without any document having said it.
Deducible = Literal["taux", "plafond_aide", "plafond_depenses", "forfait", "une_fois", "decision"]


class Scheme(Model):
    """What a company may get: a share of its spending, a flat sum, or help without money."""

    cle: Key
    """Nom court, que la commande `pmtdocs aid` reconnaît : « certification »."""
    nom: Text
    """Nom du dispositif."""
    taux: Rate | None = None
    """Part des dépenses que l'aide couvre, en %."""
    plafond_aide: Amount | None = None
    """Aide la plus haute qu'une entreprise puisse recevoir ; sans taux ni forfait : « jusqu'à »."""
    plafond_depenses: Amount | None = None
    """Dépenses au-delà desquelles l'aide n'augmente plus."""
    forfait: Amount | None = None
    """Somme fixe, sans rapport avec les dépenses."""
    une_fois: YesNo | None = None
    """Une seule aide par entreprise ? Absent : les documents ne le disent pas."""
    decision: Text | None = None
    """Qui accorde l'aide, et comment : « le Pôle, à sa discrétion »."""
    public: Text | None = None
    """Entreprises visées, si ce ne sont pas toutes celles du territoire."""
    conditions: tuple[RichText, ...] = ()
    """Conditions à remplir, une par ligne."""
    deduit: dict[Deducible, Text] = Field(default_factory=dict)
    """Champs jamais publiés, et d'où chacun est déduit : {plafond_depenses: "5 000 € à 50 %"}."""

    @consistent
    def _one_kind(self) -> Self:
        if self.forfait is not None and self.taux is not None:
            raise fault("un dispositif donne un « forfait » ou un « taux », pas les deux")
        if self.plafond_depenses is not None and self.taux is None:
            raise fault("un plafond de dépenses n'a de sens qu'avec un « taux »")
        if self.taux == 0:
            raise fault("un taux nul n'aide personne : retirez la clé « taux »")
        return self

    @consistent
    def _deduced(self) -> Self:
        for name in self.deduit:
            if getattr(self, name) is None:
                raise fault(f"« deduit » nomme « {name} », que ce dispositif ne donne pas")
        return self


class Granted(Model):
    """An aid that a company received."""

    dispositif: Key
    """Clé du dispositif."""
    entreprise: Text
    """Qui a reçu l'aide."""
    date: Date
    """Jour de la décision."""
    depenses: Amount | None = None
    """Dépenses retenues."""
    montant: Amount
    """Montant de l'aide."""


class AidSchemes(Model):
    """The annex of aid schemes."""

    intitule: Text
    """Titre de l'annexe."""
    introduction: RichText
    """Phrase qui précède les dispositifs."""
    dispositifs: tuple[Scheme, ...] = Field(min_length=1)
    """Les dispositifs d'aide."""
    octrois: tuple[Granted, ...] = ()
    """Aides accordées, si elles sont connues."""

    @field_validator("dispositifs")
    @classmethod
    def _distinct(cls, schemes: tuple[Scheme, ...]) -> tuple[Scheme, ...]:
        keys = [scheme.cle for scheme in schemes]
        for key in keys:
            if keys.count(key) > 1:
                raise fault(f"deux dispositifs ont la clé « {key} »")
        return schemes

    @field_validator("octrois")
    @classmethod
    def _known(cls, grants: tuple[Granted, ...], info: ValidationInfo) -> tuple[Granted, ...]:
        keys = [scheme.cle for scheme in info.data.get("dispositifs", ())]
        for granted in grants if keys else ():
            if granted.dispositif not in keys:
                raise fault(
                    f"l'octroi à {granted.entreprise} cite « {granted.dispositif} », qui n'est "
                    f"aucun des dispositifs ({', '.join(keys)})"
                )
        return grants
