"""The frame of the faults: plans to die, sums, and the table."""

from random import Random

from faults.fault import FAULTS, Tally
from faults.killing import Plan, drawn
from faults.report import line


def test_a_plan_survives_its_header() -> None:
    plans = [Plan(statement=7), Plan(seconds=0.25), Plan(place="reply"), Plan()]
    assert [Plan.from_text(plan.as_text()) for plan in plans] == plans
    assert Plan.from_text("") == Plan()


def test_the_same_seed_draws_the_same_plan() -> None:
    def draw(seed: int) -> list[Plan]:
        some = Random(f"F1 {seed}")
        return [drawn(some, statements=40, seconds=1.0, places=("reply",)) for _ in range(20)]

    assert draw(1) == draw(1)
    assert draw(1) != draw(2)


def test_a_sum_is_kept_only_if_all_were() -> None:
    total = Tally()
    total.add(Tally(messages=3, kills=1, unconfirmed=1))
    assert total.is_kept
    for broken in (Tally(duplicates=1), Tally(lost=1), Tally(broken=["half a save"])):
        one = Tally()
        one.add(total)
        one.add(broken)
        assert not one.is_kept


def test_a_row_says_what_happened() -> None:
    row = {
        "id": "F4",
        "database": "sqlite",
        "injected": "killed while it hands over",
        "runs": 100,
        "messages": 400,
        "kills": 100,
        "duplicates": 0,
        "lost": 0,
        "unconfirmed": 31,
        "seconds": 12.34,
        "is_kept": True,
    }
    told = " ".join(line(row).split())
    assert told == "F4 sqlite killed while it hands over 100 400 100 0 0 31 12.3 kept"
    assert line({**row, "is_kept": False}).endswith("BROKEN")


def test_every_row_of_the_table_says_what_is_injected() -> None:
    import faults.cases  # noqa: F401

    assert FAULTS
    assert [fault.id for fault in FAULTS if not fault.injected] == []
