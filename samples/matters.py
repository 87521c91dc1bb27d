"""Everything outside the expenditure lines: three-public costs, procurement, assets, vehicles, staff."""

from __future__ import annotations

from random import Random

from samples.draw import TEN_THOUSAND_YUAN, snap, vary
from samples.model import Department

VEHICLE_KINDS = ("ministerial", "leader", "confidential", "emergency", "enforcement", "special", "retired", "other")


def draw_staff(random: Random, department: Department) -> dict[tuple[str, str], int]:
    """Quota, staff on duty and retired staff of the first year."""
    quota = 18 * department.offices + random.randint(0, 12)
    return {
        ("staff_quota", ""): quota,
        ("staff_actual", ""): quota - random.randint(0, 4),
        ("staff_retired", ""): random.randint(4, quota // 2),
    }


def draw_vehicles(random: Random) -> dict[tuple[str, str], int]:
    """Vehicles by kind; their sum is `vehicles_total`."""
    counts = {("vehicles", kind): 0 for kind in VEHICLE_KINDS}
    for kind in ("confidential", "emergency", "enforcement", "special", "other"):
        counts["vehicles", kind] = random.choice((0, 0, 1, 1, 2, 4))
    counts["vehicles_total", ""] = sum(counts.values())
    return counts


def draw_three_public(random: Random, owned: int, grain: int, planned: bool) -> dict[str, int]:
    """The four leaves of the three-public costs, in fen. Journeys abroad and purchases are rare."""
    abroad = random.choice((0, 0, 0, 6)) * TEN_THOUSAND_YUAN if planned else 0
    bought = random.choice((0, 0, 0, 18)) * TEN_THOUSAND_YUAN if planned and owned else 0
    return {
        "three_public_abroad": vary(random, abroad, 800, 1100, grain),
        "three_public_vehicle_purchase": vary(random, bought, 900, 1000, grain),
        "three_public_vehicle_operation": vary(random, owned * 3 * TEN_THOUSAND_YUAN, 700, 1100, grain),
        "three_public_reception": snap(random.randint(50, 900) * TEN_THOUSAND_YUAN // 100, grain),
    }


def spend_three_public(random: Random, planned: dict[str, int], grain: int) -> dict[str, int]:
    """What was spent of the plan: at most the plan."""
    return {concept: vary(random, amount, 550, 1000, grain) for concept, amount in planned.items()}


def draw_procurement(random: Random, volume: int, grain: int) -> dict[str, int]:
    """Procurement by kind, and what went to small and to micro enterprises, in fen."""
    goods = vary(random, volume, 20, 90, grain)
    works = vary(random, volume, 60, 200, grain) if random.random() < 0.4 else 0
    services = vary(random, volume, 50, 160, grain)
    small = vary(random, goods + works + services, 400, 900, grain)
    return {
        "procurement_goods": goods,
        "procurement_works": works,
        "procurement_services": services,
        "procurement_sme": small,
        "procurement_micro": vary(random, small, 300, 900, grain),
    }


def draw_events(random: Random, spent: dict[str, int], owned: int) -> dict[tuple[str, str], int]:
    """The counts that belong to the three-public costs: none where nothing was spent."""
    groups = random.randint(1, 2) if spent["three_public_abroad"] else 0
    batches = random.randint(4, 70) if spent["three_public_reception"] else 0
    return {
        ("abroad_groups", ""): groups,
        ("abroad_persons", ""): groups * random.randint(1, 4),
        ("vehicles_purchased", ""): 1 if spent["three_public_vehicle_purchase"] else 0,
        ("vehicles_owned", ""): owned,
        ("reception_batches", ""): batches,
        ("reception_persons", ""): batches * random.randint(5, 11),
        ("foreign_reception_batches", ""): 0,
        ("foreign_reception_persons", ""): 0,
    }
