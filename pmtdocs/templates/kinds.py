"""Every kind of fault of a Word template, with its page. ``inspection`` has the checks.

Apart from them: whoever lists the codes needs neither lxml nor Jinja. ``test_advice`` follows the
advice of each.
"""

from __future__ import annotations

from typing import NamedTuple

from pmtdocs.finding import Doc, ExitCode, Kind, Severity, unreadable


class Known(NamedTuple):
    """A kind of fault and its page."""

    kind: Kind
    doc: Doc


def _error(code: str, name: str, *doc: str) -> Known:
    return Known(unreadable(code, name, ExitCode.TEMPLATE), Doc(*doc))


def _warning(code: str, name: str, *doc: str) -> Known:
    return Known(Kind(code, name, Severity.WARNING, exit=ExitCode.TEMPLATE), Doc(*doc))


def _note(code: str, name: str, *doc: str) -> Known:
    return Known(Kind(code, name, Severity.INFO, exit=ExitCode.TEMPLATE), Doc(*doc))


MISSING_MODEL = unreadable("MDL001", "modele-absent", ExitCode.TEMPLATE)
MISSING_PART = unreadable("MDL002", "partie-absente", ExitCode.TEMPLATE)
UNREADABLE_PART = unreadable("MDL003", "partie-illisible", ExitCode.TEMPLATE)
TOO_BIG_PART = unreadable("MDL193", "partie-trop-grande", ExitCode.LIMIT)
UNKNOWN_CLAUSE = unreadable("MDL004", "clause-inconnue", ExitCode.TEMPLATE)
MISSING_WORDS = unreadable("MDL005", "clause-sans-fichier", ExitCode.TEMPLATE)
NO_PLACE = unreadable("MDL006", "clause-sans-place", ExitCode.TEMPLATE)
BAD_TABLE = unreadable("MDL007", "table-des-clauses-fautive", ExitCode.TEMPLATE)
SHIPPED_CHARTER = Kind("MDL008", "charte-de-pmtdocs", Severity.INFO, exit=ExitCode.TEMPLATE)

INSPECTED: tuple[Known, ...] = (
    # --- tags and blocks
    _error("MDL101", "balise-non-fermee",
        "Une balise s'ouvre et ne se ferme pas, ou une accolade est seule.",
        "Le document ne se fait pas, ou les accolades s'impriment.",
        "{{ convention.intitule }", "{{ convention.intitule }}"),
    _warning("MDL102", "balise-sur-deux-paragraphes",
        "Un retour à la ligne coupe une balise.",
        "Les deux paragraphes sont réunis, et la mise en forme du second est perdue.",
        "{{ convention. ⏎ intitule }}", "{{ convention.intitule }}"),
    _error("MDL103", "bloc-non-ferme",
        "Un {% if %} ou un {% for %} n'est pas refermé.",
        "Rien ne dit où finit ce qui dépend de la condition ou ce qui se répète.",
        "{%p if convention.intitule %} … (rien)", "{%p if convention.intitule %} … {%p endif %}"),
    _error("MDL104", "fin-sans-debut",
        "Un {% endif %}, {% endfor %} ou {% else %} n'a pas de début.",
        "Une balise a été effacée, ou recopiée une fois de trop.",
        "{%p endif %} sans {%p if … %}", "{%p if convention.intitule %} … {%p endif %}"),
    _error("MDL105", "balise-mal-ecrite",
        "La balise ne se lit pas : un mot inconnu, un signe de trop, une espace mal placée.",
        "Le document ne se fait pas.",
        '{% if p.role = "financeur" %}', '{% if p.role == "financeur" %}'),
    _error("MDL106", "balise-hors-tableau",
        "{%tr … %} répète une ligne, {%tc … %} une cellule : elles vont dans un tableau.",
        "Hors d'un tableau, il n'y a rien à répéter.",
        "{%tr for l in budget.depenses.lignes %} dans le texte", "{%p for … %} dans le texte"),
    _error("MDL107", "debut-et-fin-discordants",
        "Un bloc s'ouvre avec {%p … %} et se ferme sans le « p », ou l'inverse.",
        "Un des deux paragraphes resterait, et le bloc serait coupé.",
        "{%p if vote.unanimite %} … {% endif %}", "{%p if vote.unanimite %} … {%p endif %}"),
    _error("MDL108", "bloc-mal-place",
        "Deux balises d'un bloc partagent un paragraphe ou une ligne, ou quittent leur tableau, "
        "leur lien ou leur champ Word.",
        "L'une efface l'autre, ou le tableau ou le lien se rompt.",
        "{%tr for … %} et {%tr endfor %} sur la même ligne", "chacune sur une ligne à elle"),
    _error("MDL109", "texte-perdu",
        "Du texte ou une image est à côté d'une balise {%p … %}, {%tr … %} ou {%tc … %}.",
        "La balise tient lieu de tout son paragraphe : le reste disparaît sans un mot.",
        "Avant {%p if vote.unanimite %}", "« Avant » dans un paragraphe, la balise dans un autre"),
    # --- the language and the contract
    _error("MDL111", "construction-interdite",
        "Un modèle n'a que des champs, des filtres, des conditions et des boucles.",
        "Le reste pourrait changer les faits, ou sortir du document.",
        "{% set x = 1 %}", "{{ champ | filtre }}"),
    _error("MDL112", "filtre-inconnu",
        "Le filtre n'existe pas.", "Le document ne se fait pas.",
        "{{ budget.total | euro }}", "{{ budget.total | euros }}"),
    _error("MDL113", "filtre-inadapte",
        "Le filtre n'est pas fait pour ce champ : une date n'est pas un montant.",
        "Le document ne se fait pas, ou dit autre chose que le fait.",
        "{{ seance.date | euros }}", "{{ seance.date | date }}"),
    _error("MDL114", "champ-inconnu",
        "Le champ n'existe pas, ou n'existe que dans une boucle.",
        "Le document ne se fait pas.",
        "{{ convention.intitul }}", "{{ convention.intitule }}"),
    _error("MDL115", "groupe-imprime",
        "Un groupe ou une liste est imprimé d'un bloc.",
        "Plusieurs valeurs ne font pas un mot : il faut choisir, ou parcourir.",
        "{{ convention.parties }}", "{% for p in convention.parties %}{{ p.role }}{% endfor %}"),
    _error("MDL116", "boucle-impossible",
        "La boucle porte sur un champ qui n'est pas une liste.",
        "Il n'y a rien à parcourir.",
        "{% for x in convention.intitule %}", "{% for p in convention.parties %}"),
    _error("MDL117", "comparaison-impossible",
        "Un texte est comparé à un nombre, ou l'inverse.",
        "La comparaison est toujours fausse, ou le document ne se fait pas.",
        '{% if vote.pour > "10" %}', "{% if vote.pour > 10 %}"),
    _note("MDL118", "champs-inemployes",
        "Des champs ne sont employés par aucune pièce du modèle.",
        "Ils sont peut-être à imprimer ; rien n'y oblige.",
        "un champ nouveau que nul document ne dit", "pmtdocs templates fields --unused"),
    _warning("MDL119", "fait-que-nul-ne-dit",
        "Une pièce nomme un fait propre (« faits ») qu'aucun dossier du modèle, ou aucun "
        "organisme, ne dit.",
        "Une clé mal tapée dans une condition la rend toujours fausse, sans un mot.",
        "{% if faits.sale %}", "{% if faits.salle %}, et « salle » sous « faits » de dossier.yaml"),
    _note("MDL121", "typographie-dans-une-balise",
        "Word a mis dans une balise des guillemets français, un tiret ou une espace insécable.",
        "Le rendu le répare ; qui relit la balise doit le savoir.",
        "{% if p.role == « financeur » %}", '{% if p.role == "financeur" %}'),
    _error("MDL191", "modele-demesure",
        "Une balise, un mot, ou ce qui en contient d'autres, dépasse ce qu'un modèle peut avoir "
        "(docs/limites.md).",
        "Le document ne se fait pas, ou jamais en un temps raisonnable.",
        "{% if a and b and c … %} sur trois pages",
        "{% if vote.unanimite %}{% if convention.intitule %} … {% endif %}{% endif %}"),
    # --- changes and comments
    _error("MDL122", "revision-dans-une-balise",
        "Une modification suivie, ni acceptée ni refusée, coupe une balise.",
        "La balise qui sera lue n'est pas celle que Word montre.",
        "« intitule » barré dans {{ convention.intitule }}", "la modification acceptée ou refusée"),
    _warning("MDL123", "revision-en-attente",
        "Une modification suivie n'est ni acceptée ni refusée.",
        "Le document sortirait avec elle, et le PDF n'en montrerait qu'un état.",
        "un mot ajouté en rouge", "Révision, Accepter"),
    # --- never rendered
    _error("MDL131", "objet-non-imprimable",
        "Le modèle contient une zone de texte, une forme, un SmartArt, une équation.",
        "Ses mots et ses balises ne seraient dans aucun document.",
        "une zone de texte", "un paragraphe, ou un tableau de style « Mise en page »"),
    _error("MDL132", "note-perdue",
        "Une note est appelée là où elle ne peut pas l'être : dans un en-tête, une autre note, "
        "une balise ; ou sa note manque.",
        "Ses mots ne seraient pas dans le document.",
        "une note appelée dans l'en-tête", "une note appelée dans un paragraphe du texte"),
    _warning("MDL133", "balise-hors-du-texte",
        "Une balise est dans les propriétés du fichier ou dans un graphique.",
        "Elle n'y est jamais remplie.",
        "le titre du fichier : {{ convention.intitule }}", "le titre est mis par pmtdocs"),
    _note("MDL134", "element-inconnu",
        "Le modèle contient un élément Word que pmtdocs ne connaît pas, sans mot ni image.",
        "Ce qu'il montre dans Word, s'il montre quelque chose, ne serait pas dans le PDF.",
        "une extension d'un logiciel récent", "le paragraphe retapé"),
    _warning("MDL135", "texte-masque",
        "Du texte du modèle est masqué.",
        "Il ne s'imprime pas, et qui reçoit le document Word peut le lire.",
        "une consigne masquée entre deux articles", "la consigne dans une note {# relire #}"),
    _warning("MDL136", "notes-comptees-autrement",
        "Les notes recommencent à chaque page, ont un numéro peu courant, ou sont ailleurs qu'au "
        "bas de la page.",
        "Elles se suivent dans tout document, au bas de la page ; celles de fin sont à la fin.",
        "numérotation « À chaque page »", "numérotation « Continu »"),
    _note("MDL137", "sans-papier",
        "Le fichier ne dit pas son papier ou ses marges, comme ceux que pandoc écrit.",
        "Word prendrait du papier américain ; le document prend le papier et les marges de la "
        "charte.",
        "un fichier sans section", "Mise en page, Taille, puis Marges"),
    _warning("MDL138", "cible-incertaine",
        "Un lien mène à un signet qui n'est pas dans le fichier ; ou un lien, un renvoi, à un "
        "signet qu'un {% if %} peut ne pas imprimer, ou qu'une boucle répète.",
        "Le lien ne mènerait nulle part, ou à un autre endroit ; le renvoi arrêterait le rendu.",
        "{ REF montant } quand le signet « montant » est dans un {%p if … %}",
        "le renvoi dans un bloc de la même condition"),
    _error("MDL139", "balise-hors-des-mots",
        "Une balise est dans ce qui n'est pas un mot du texte : le nom d'un signet ou d'un style, "
        "l'auteur d'une révision.",
        "Personne ne l'y voit, et elle serait remplie sans être vérifiée.",
        "un signet nommé {{ convention.intitule }}", "un signet nommé « intitule »"),
    # --- from elsewhere
    _error("MDL141", "macros", "Le modèle contient des macros, ou page.html.j2 un script.",
        "Un modèle ne fait rien tourner sur le poste de qui l'ouvre.",
        "un .docm renommé", "un .docx"),
    _error("MDL142", "lien-exterieur",
        "Le modèle, ou page.html.j2, appelle ce qui n'est pas en lui : image, document, objet lié.",
        "Le document dépendrait d'un autre fichier, ou l'ouvrirait sans le dire.",
        "une image liée à un répertoire partagé", "l'image enregistrée dans le fichier"),
    _error("MDL143", "champ-word-interdit",
        "Un champ Word n'est pas de ceux que le document calcule (REF, SEQ, HYPERLINK, PAGE, "
        "TOC…), ou a une option qu'il ne calcule pas : DDE, INCLUDETEXT, publipostage, date.",
        "Ce que Word a montré la dernière fois n'est pas ce que le document dirait ; les faits "
        "viennent des données, vérifiées ; un champ DDE lance un programme.",
        "{ INCLUDETEXT \"clauses.docx\" }", "{{ champ }}"),
    _error("MDL144", "objet-incorpore",
        "Le modèle contient un classeur, un contrôle, une vidéo ou un fichier incorporé ; ou "
        "page.html.j2, ce qui n'est ni des mots ni leur style.",
        "Il ne s'imprimerait pas.", "un tableau Excel incorporé", "un tableau Word"),
    _warning("MDL145", "modele-rattache",
        "Un modèle Word d'un autre fichier est rattaché à celui-ci.",
        "Word va le chercher à chaque ouverture, sans le dire, et peut y lire des macros.",
        "le modèle rattaché d'un partage réseau", "Développeur, Modèle de document : Normal.dotm"),
    _error("MDL146", "signe-inconnu",
        "Un signe d'une police de signes (Wingdings, Symbol…) n'a pas d'équivalent connu, ou une "
        "balise est dans une telle police.",
        "Ces polices dessinent autre chose que la lettre : le PDF montrerait la lettre, ou un "
        "carré vide. Les signes courants (cases, coches, flèches, puces) deviennent ceux "
        "d'Unicode.",
        "une bombe de Wingdings", "☒, → ou ✓ ; un mot"),
    _error("MDL147", "renvoi-sans-cible",
        "Un renvoi vise un signet, un numéro, un style ou des mots qui ne sont pas là.",
        "Word imprimerait « Erreur ! Signet non défini » ; le document ne se fait pas.",
        "{ REF montant } quand le signet « montant » est effacé", "le renvoi refait"),
    _error("MDL151", "image-sans-texte",
        "Une image n'a pas de texte de remplacement.",
        "Un document publié est accessible : qui ne voit pas l'image doit savoir ce qu'elle dit.",
        "un logo sans texte", "le texte « Logo de la collectivité »"),
    _error("MDL152", "image-illisible",
        "Une image n'est ni PNG, ni JPEG, ni GIF, ou elle est abîmée, ou trop grande.",
        "Elle ne s'imprimerait pas.",
        "une image EMF", "la même en PNG"),
    _note("MDL154", "image-a-peu-pres-placee",
        "Une image est posée dans Word là où le PDF ne la met qu'à peu près.",
        "Word la place à une hauteur de la page, ou avec du texte des deux côtés ; le PDF la met à "
        "côté de son paragraphe, à gauche ou à droite.",
        "une image au milieu des lignes", "une image alignée à droite, ou sur le texte"),
    _error("MDL155", "en-tete-trop-haut",
        "L'en-tête et le pied de page prennent ensemble plus des trois quarts d'une page.",
        "Word, LibreOffice et le PDF n'en montreraient pas les dernières lignes.",
        "un en-tête de soixante lignes", "un en-tête de dix lignes, le reste dans le texte"),
    # --- what would come out empty or out of order
    _error("MDL161", "section-perdue",
        "Un saut de section termine le paragraphe d'une balise {%p … %}.",
        "La section disparaît avec le paragraphe, son orientation et ses en-têtes aussi.",
        "{%p endfor %} suivi d'un saut de section", "un paragraphe vide entre les deux"),
    _warning("MDL162", "ligne-vide",
        "Un paragraphe n'a qu'un {% if %} sans « p ».",
        "Quand rien ne s'imprime, le paragraphe reste : une ligne blanche.",
        "{% if seance.publication %} … {% endif %}", "{%p if seance.publication %}"),
    _note("MDL163", "cellule-ou-tableau-vide",
        "Une cellule ou un tableau ne contient rien d'autre qu'un bloc.",
        "Quand le bloc ne retient rien, la cellule est vide, ou le tableau disparaît.",
        "un tableau sans ligne d'en-tête", "une ligne d'en-tête hors du bloc"),
    _warning("MDL164", "niveau-de-titre-saute",
        "Un titre est deux niveaux plus bas que le précédent, ou le premier n'est pas de niveau 1, "
        "quelles que soient les conditions remplies.",
        "Le plan du PDF, que suit un lecteur d'écran, aurait un trou.",
        "niveau 1, puis niveau 3", "niveau 1, puis niveau 2"),
    _warning("MDL176", "tableau-sans-en-tete",
        "Un tableau de données n'a pas de ligne d'en-tête, ou l'en-tête d'une colonne est vide. Il "
        "est de données s'il a deux lignes et deux colonnes, et des traits entre elles.",
        "Un lecteur d'écran lit cellule par cellule : seul l'en-tête dit de quelle colonne.",
        "« Poste » et « Montant » en gras, sur une ligne comme les autres",
        "Disposition, « Répéter les lignes d'en-tête »"),
    _warning("MDL177", "contraste-insuffisant",
        "La couleur d'un texte est trop proche de celle de son fond : moins de 4,5 pour 1, ou de 3 "
        "pour 1 à partir de 18 points (14 en gras).",
        "Qui voit mal ne le lit pas, et l'imprimante le perd.",
        "du gris clair sur du blanc", "du gris foncé sur du blanc"),
    # --- styles
    _note("MDL171", "style-hors-charte",
        "Un style n'est pas dans charte.docx : il vient avec sa pièce, tel qu'il y est.",
        "Un style de la charte change partout à la fois ; celui-ci ne change que dans sa pièce.",
        "« Corps 2 », collé d'un autre fichier", "le style de la charte qui lui ressemble"),
    _warning("MDL175", "style-inconnu",
        "Du texte a un style que rien ne définit, ni la pièce, ni charte.docx.",
        "Word le montre comme du texte sans style, et il s'imprime ainsi.",
        "un paragraphe de style « Corps 2 », dont le fichier n'a pas la définition",
        "un style de la charte"),
    _warning("MDL172", "mise-en-forme-perdue",
        "Une mise en forme directe se voit dans Word et pas dans le PDF.",
        "Les deux documents ne se ressembleraient pas.",
        "un surlignage jaune", "un style de la charte"),
    _warning("MDL174", "style-autre-que-la-charte",
        "Un style de la pièce n'est pas celui de la charte.",
        "Le document sort comme la charte : ce que montre la pièce trompe.",
        "« Article » en rouge dans la pièce, en bleu dans la charte", "le style changé là-bas"),
    _error("MDL192", "page-incomplete",
        "page.html.j2 n'imprime pas une fois, et une seule, {{ body }} ou {{ css }}.",
        "Les mots du document ou leur mise en forme manqueraient au PDF et à la page web, ou y "
        "seraient deux fois.",
        "<main></main>", "<main> autour des mots, comme dans la page livrée"),
)  # fmt: skip

#: The page of each code.
DOCS: dict[str, Doc] = {known.kind.code: known.doc for known in INSPECTED}

#: By code, which is how the checks call them.
KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        MISSING_MODEL, MISSING_PART, UNREADABLE_PART, UNKNOWN_CLAUSE, MISSING_WORDS, NO_PLACE,
        BAD_TABLE, SHIPPED_CHARTER, TOO_BIG_PART, *(known.kind for known in INSPECTED),
    )
}  # fmt: skip
