"""The firms of the demonstration with their ways, and the public rules of its programme."""

from collections.abc import Sequence
from dataclasses import dataclass

from ntfc_golden_list.rules.judging import Size
from ntfc_golden_list.rules.lifecycle import State

S = State
WHY = {
    S.RETURNED: "The list of staff is missing.",
    S.IMPROVEMENT: "The seals lie open in the store.",
    S.REJECTED: "Duties of two years are not paid.",
    S.SUSPENDED: "Seals were open on three lorries.",
    S.REMOVED: "The seals were open again.",
    S.APPEAL: "The lorries were those of another firm.",
    S.LAPSED: "No answer came.",
    S.DROPPED: "The firm has closed its import business.",
}
IN = (S.CANDIDATE, S.SELF_ASSESSMENT, S.APPLICATION, S.VETTING)
SEEN = (*IN, S.VALIDATION_PLANNED, S.VALIDATION)
HELD = (*SEEN, S.DECISION, S.CERTIFIED, S.MONITORING)


@dataclass(frozen=True)
class Told:
    """A firm of the demonstration: who speaks for it, and its way."""

    name: str
    person: str
    way: Sequence[State]
    size: Size = Size.MEDIUM
    sector: str = "Food"
    region: str = "Marsa"
    role: str = "importer"


FIRMS = (
    Told("Cedar Foods", "tomas.herrera", HELD, Size.LARGE),
    Told("Blue Port Logistics", "s.volkov", HELD, Size.LARGE, "Transport", role="exporter"),
    Told("Nadir Textiles", "ayman.nour", HELD, Size.MEDIUM, "Textiles", "East", "exporter"),
    Told("Jasmine Soaps", "huda.mansi", (*HELD, S.CLASS_CHANGE), Size.SMALL, region="East"),
    Told("Salam Pharma", "samira.lahoud", (*HELD, S.REVALIDATION), sector="Medicines"),
    Told("Boucher and Sons", "claire.boucher", HELD[:-1], Size.SMALL, region="East"),
    Told("Terminal Supplies", "peter.lindqvist", (*HELD, S.SUSPENDED), sector="Machines"),
    Told("Rapid Parcels", "reem.khoury", (*HELD, S.SUSPENDED, S.REMOVED), sector="Transport"),
    Told("Orchard Exports", "rami.chalhoub", (*HELD, S.SURRENDERED), role="exporter"),
    Told("Delta Grain", "elias.karam", HELD[:-2], Size.LARGE),
    Told("Al Noor Tiles", "amina.yilmaz", (*SEEN, S.IMPROVEMENT), sector="Machines"),
    Told("Marsa Spare Parts", "jamal.tannous", SEEN, Size.SMALL, "Machines"),
    Told("East Cold Store", "mariam.tesfaye", SEEN[:-1], Size.SMALL, region="East"),
    Told("Qadria Paper", "sofia.marchetti", IN, sector="Paper"),
    Told("Zafer Oils", "ziad.rafiq", (*IN, S.REJECTED), region="East"),
    Told("Lotus Cosmetics", "yara.hamdan", (*IN, S.REJECTED, S.APPEAL), Size.SMALL),
    Told("Gulf Timber", "carmen.ortega", (*IN[:3], S.RETURNED), sector="Timber"),
    Told("Hilal Ceramics", "noor.jaber", (*IN[:3], S.RETURNED, S.LAPSED), Size.SMALL),
    Told("Palm Dates", "sana.ali", IN[:3], Size.SMALL, region="East", role="exporter"),
    Told("Star Batteries", "huda.mansi", (*IN[:3], S.WITHDRAWN), sector="Machines"),
    Told("Wadi Water", "grace.mwangi", IN[:2], Size.SMALL),
    Told("Sahel Fisheries", "fatou.diallo", IN[:1], Size.SMALL, role="exporter"),
    Told("Amal Garments", "anton.weber", (S.CANDIDATE, S.DROPPED), sector="Textiles"),
    Told("Basil Spices", "leila.said", (), Size.SMALL, region="East"),
)


RULES = {
    "en": (
        "Firms of the supply chain that trade lawfully and can show it.",
        "When a requirement is no longer met, until it is met again.",
        "When it is not met again, or what the firm said was untrue.",
        "Within thirty days, in writing, to the Director General of Customs.",
    ),
    "fr": (
        "Les entreprises de la chaîne logistique qui commercent licitement et peuvent le montrer.",
        "Quand une exigence n’est plus remplie, jusqu’à ce qu’elle le soit de nouveau.",
        "Quand elle ne l’est pas de nouveau, ou que l’entreprise n’a pas dit vrai.",
        "Dans les trente jours, par écrit, à la direction générale des douanes.",
    ),
    "ar": (
        "شركات سلسلة التوريد التي تتاجر وفق القانون وتستطيع إثبات ذلك.",
        "عندما لا يعود أحد المتطلبات مستوفى، إلى أن يُستوفى من جديد.",
        "عندما لا يُستوفى من جديد، أو إذا كان ما قالته الشركة غير صحيح.",
        "خلال ثلاثين يومًا، كتابةً، إلى المدير العام للجمارك.",
    ),
}
