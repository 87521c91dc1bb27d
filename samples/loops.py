"""What a wording can repeat: duties, classes, 项, projects, vehicles ... each with the words of one turn."""

from __future__ import annotations

from samples.family import Family
from samples.figures import Figures
from samples.matters import VEHICLE_KINDS
from samples.model import CAPITAL, GENERAL, GOV_FUND, PERSONNEL_CLASSES, SOURCES
from samples.slots import WordingError
from schemas.classification import economic, functional

Turn = dict[str, str]


def turns(name: str, figures: Figures, family: Family) -> tuple[Turn, ...]:
    """The words of each turn of the loop, in the order in which reports print them."""
    department, ledger = figures.statement.department, figures.statement.ledger
    match name:
        case "duty":
            return tuple({"duty": duty} for duty in department.duties)
        case "class" | "kuan" | "item":
            digits = {"class": 3, "kuan": 5, "item": 7}[name]
            return tuple(_subject(figures, code) for code in ledger.codes((GENERAL,), digits, "spent"))
        case "all_class":
            return tuple(_subject(figures, code) for code in ledger.codes(SOURCES, 3, "spent"))
        case "gov_item":
            return tuple(_subject(figures, code) for code in ledger.codes((GOV_FUND,), 7, "spent"))
        case "capital_item":
            return tuple(_subject(figures, code) for code in ledger.codes((CAPITAL,), 7, "spent"))
        case "project":
            return tuple({"name": project.name, "item": project.name} for project in figures.statement.current.projects)
        case "vehicle":
            return tuple(
                {"name": family.vehicles[kind], "item": kind} for kind in VEHICLE_KINDS if kind in family.vehicles
            )
        case "personnel" | "public":
            wanted = name == "personnel"
            codes = (code for code in ledger.economic if (code[:3] in PERSONNEL_CLASSES) == wanted)
            return tuple({"name": _economic(code, figures), "economic": code} for code in codes)
    raise WordingError(f"{family.name} repeats {name!r}, which no loop offers")


def subject_name(code: str, year: int) -> str:
    """The name of a functional 科目 in that year."""
    subject = functional().find(code, year)
    return subject.name if subject else ""


def _subject(figures: Figures, code: str) -> Turn:
    year = figures.statement.year
    words = {"code": code, "name": subject_name(code, year)}
    for word, digits in (("lei", 3), ("kuan", 5), ("xiang", 7)):
        if len(code) >= digits:
            words[word] = subject_name(code[:digits], year)
    words["lei_short"] = words["lei"].removesuffix("支出")
    return words


def _economic(code: str, figures: Figures) -> str:
    subject = economic().find(code, figures.statement.year)
    return subject.name if subject else code
