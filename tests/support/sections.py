"""A budget in two sections: four lines a section, a virement from one to the other."""

from __future__ import annotations

from typing import Any

from pmtdocs.dossier.model.budget import Budget


def group(section: str, name: str, lines: dict[str, str], total: str = "Sous-total") -> Any:
    lignes = [{"libelle": label, "montant": amount} for label, amount in lines.items()]
    return {"nom": name, "section": section, "lignes": lignes, "libelle_total": total}


def side(title: str, *groups: Any) -> Any:
    return {
        "intitule": title,
        "colonne_libelle": "Postes",
        "colonne_montant": "Montant",
        "groupes": list(groups),
        "libelle_total": f"Total {title}",
    }


def tree() -> dict[str, Any]:
    """70 000 of operation, of which 8 000 go to an investment of 20 000."""
    to, of = "Virement à la section d'investissement", "Virement de la section de fonctionnement"
    return {
        "intitule": "Budget prévisionnel 2031",
        "taxe": "TTC",
        "depenses": side(
            "Dépenses",
            group("fonctionnement", "Courant", {"Salaires": "50 000", "Loyer": "12 000"}),
            group("fonctionnement", "Ordre", {to: "8 000"}),
            group("investissement", "Investissement", {"Mobilier": "19 999,50", "Frais": "0,50"}),
        ),
        "recettes": side(
            "Recettes",
            group("fonctionnement", "Fonctionnement", {"Ventes": "60 000", "Dons": "10 000"}),
            group("investissement", "Investissement", {"Subvention": "12 000", of: "8 000"}),
        ),
    }


def budget() -> Budget:
    return Budget.model_validate(tree(), context={"organisations": set()})
