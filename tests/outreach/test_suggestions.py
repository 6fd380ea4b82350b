"""Who next: the ranking, its kept places and its reasons. Pure, so without a database."""

from datetime import date, timedelta

from outreach.suggestions import Candidate, Reason, Seeker, pick

TODAY = date(2026, 3, 2)
ANYBODY = Seeker()


def person(name: str, relationship: str = "colleague", years: int | None = 4, **known) -> Candidate:
    last = None if years is None else TODAY - timedelta(days=365 * years)
    return Candidate(name, relationship, last_in_touch=last, **known)


def names(picks) -> list[str]:
    return [pick.candidate.id for pick in picks]


def test_up_to_five():
    crowd = [person(f"c{n}", years=n) for n in range(1, 12)]
    assert len(pick(crowd, ANYBODY, TODAY)) == 5
    assert pick([], ANYBODY, TODAY) == []


def test_fewer_when_there_are_fewer():
    assert names(pick([person("Maria")], ANYBODY, TODAY)) == ["Maria"]


def test_nobody_is_suggested_twice():
    crowd = [person("Ada", "manager", closeness="barely"), person("Ben", "acquaintance")]
    assert sorted(names(pick(crowd, ANYBODY, TODAY))) == ["Ada", "Ben"]


def test_stable_within_a_day_whatever_the_order():
    crowd = [person(f"c{n}") for n in range(30)]
    first = names(pick(crowd, ANYBODY, TODAY))
    assert names(pick(crowd[::-1], ANYBODY, TODAY)) == first


def test_equals_are_dealt_anew_the_next_day():
    crowd = [person(f"c{n}") for n in range(30)]
    days = [names(pick(crowd, ANYBODY, TODAY + timedelta(days=day))) for day in range(5)]
    assert len({tuple(day) for day in days}) > 1


def test_a_place_is_kept_for_higher_standing():
    crowd = [person(f"c{n}", shared_history="a project") for n in range(20)]
    crowd.append(person("Professor", "professor", years=None))
    assert "Professor" in names(pick(crowd, Seeker(field_of_work="museums"), TODAY))


def test_a_place_is_kept_for_the_less_familiar():
    crowd = [person(f"m{n}", "manager", shared_history="a project") for n in range(20)]
    crowd.append(person("Stranger", "other", years=25, closeness="barely"))
    assert "Stranger" in names(pick(crowd, ANYBODY, TODAY))


def test_variety_of_relationships():
    crowd = [person(f"m{n}", "manager") for n in range(10)]
    crowd += [person(f"c{n}", "classmate", years=25) for n in range(10)]
    chosen = pick(crowd, ANYBODY, TODAY, most=4)
    kinds = [pick.candidate.relationship for pick in chosen]
    assert sorted(kinds) == ["classmate", "classmate", "manager", "manager"]


def test_the_field_of_work_counts_and_is_said():
    crowd = [person(f"c{n}") for n in range(10)] + [person("Maria", about="The Museum of History")]
    best = pick(crowd, Seeker(field_of_work="Museums and archives"), TODAY)[0]
    assert (best.candidate.id, best.reasons) == ("Maria", (Reason.FIELD,))


def test_words_without_a_field_do_not_count():
    seeker = Seeker(field_of_work="office manager with travel")
    assert pick([person("Maria", about="Head office, manager")], seeker, TODAY)[0].reasons == ()


def test_the_situation_is_a_reason_only_while_looking():
    boss = person("Boss", "manager")
    looking = pick([boss], Seeker(situation="now"), TODAY)[0]
    not_looking = pick([boss], Seeker(situation="not_looking"), TODAY)[0]
    assert looking.reasons == (Reason.SAW_MY_WORK, Reason.HIGHER_STANDING)
    assert not_looking.reasons == (Reason.HIGHER_STANDING,)


def test_every_reason_in_order():
    someone = person("Maria", "mentor", closeness="barely", shared_history="x", about="museum")
    chosen = pick([someone], Seeker("from_date", "museums"), TODAY)[0]
    assert chosen.reasons == tuple(Reason)[:3]


def test_an_unknown_date_comes_after_a_few_years():
    crowd = [person("Unknown", years=None), person("Known", years=4)]
    assert names(pick(crowd, ANYBODY, TODAY)) == ["Known", "Unknown"]
