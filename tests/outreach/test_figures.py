"""What is counted, for whom, and by what."""

from datetime import UTC, date, datetime, timedelta

import pytest

from outreach.actions import answers
from outreach.actions.moves import move
from outreach.figures import Gap, a_year_before, figures
from outreach.models import Outreach, RequestType
from outreach.progress import Answer, Status
from outreach.request_types import load_request_types
from outreach.shares import Share
from tests.outreach.people import NOW, TODAY, contact_of, outreach_of

S = Status


def sent(owner, answer: Answer | None = None, days: int = 0, **fields) -> Outreach:
    """Sent on 2 March, and answered so many days later."""
    number = Outreach.objects.count()
    person = fields.pop("contact", None) or contact_of(owner, f"Person {number}")
    outreach = outreach_of(owner, S.SENT, contact=person, **fields)
    if answer:
        on = TODAY + timedelta(days=days)
        at = NOW + timedelta(days=days, hours=1)
        answers.record_answer(outreach=outreach, answer=answer, on=on, by=owner, now=at, today=on)
    return outreach


def told(groups) -> list[tuple[object, int, Share, Share | None]]:
    """Each group in short."""
    return [(group.key, group.sent, group.answers, group.yeses) for group in groups]


def test_answers_yeses_and_who_is_still_awaited(alice):
    for answer in (Answer.YES, Answer.NO, Answer.LATER, None):
        sent(alice, answer)
    total = figures(alice).total
    assert (total.sent, total.answers, total.yeses) == (4, Share(3, 4), Share(1, 4))
    assert total.waiting == 1


def test_what_never_went_out_or_came_back_is_not_counted(alice):
    outreach_of(alice, S.DRAFT, contact=contact_of(alice, "Draft"))
    sent(alice, Answer.BOUNCED)
    closed = sent(alice, Answer.BOUNCED)
    answers.close_kindly(outreach=closed, by=alice, now=NOW, today=TODAY)
    silent = sent(alice)
    answers.close_kindly(outreach=silent, by=alice, now=NOW, today=TODAY)
    assert told([figures(alice).total]) == [("total", 1, Share(0, 1), Share(0, 1))]


def test_T1_only_ones_own(alice, charlie):
    sent(charlie, Answer.YES)
    assert figures(alice).total.sent == 0


def test_by_what_was_asked_in_the_order_of_the_cards(alice):
    load_request_types()
    advice, coffee = (RequestType.objects.get(key=key) for key in ("application_advice", "coffee"))
    for kind, answer in ((advice, None), (coffee, Answer.YES), (coffee, Answer.NO)):
        sent(alice, answer, request_type=kind)
    first, second = sorted((advice, coffee), key=lambda kind: kind.position)
    found = figures(alice)
    assert [group.key for group in found.by_request] == [first.pk, second.pk]
    by_key = {group.key: group for group in found.by_request}
    assert by_key[coffee.pk].yeses == Share(1, 2)
    assert found.request_types[coffee.pk] == coffee


def test_a_hello_asks_for_nothing_so_nobody_can_say_yes_to_it(alice):
    sent(alice, Answer.YES, approach="friendly_first")
    sent(alice, Answer.YES)
    found = figures(alice)
    assert told(found.by_approach) == [
        ("up_front", 1, Share(1, 1), Share(1, 1)),
        ("friendly_first", 1, Share(1, 1), None),
    ]
    assert found.total.yeses == Share(1, 1)


def test_by_the_gap_when_it_was_sent(alice):
    for years in (0, 1, 2, 3, 5, 6, 30, None):
        outreach = sent(alice, Answer.YES)
        Outreach.objects.filter(pk=outreach.pk).update(gap_years=years)
    counted = [(group.key, group.sent) for group in figures(alice).by_gap]
    assert counted == [
        (Gap.UNDER_ONE, 1),
        (Gap.ONE_OR_TWO, 2),
        (Gap.THREE_TO_FIVE, 2),
        (Gap.MORE, 2),
        (Gap.UNKNOWN, 1),
    ]


def test_by_channel(alice):
    for channel in ("email", "email", "sms"):
        outreach = sent(alice)
        Outreach.objects.filter(pk=outreach.pk).update(channel=channel)
    assert [(group.key, group.sent) for group in figures(alice).by_channel] == [
        ("email", 2),
        ("sms", 1),
    ]


@pytest.mark.parametrize(
    ("days", "median"), [([], None), ([4], 4), ([0, 9], 4.5), ([1, 1, 2, 9, 30], 2)]
)
def test_the_median_of_days_to_answer(alice, days, median):
    for number in days:
        sent(alice, Answer.YES, days=number)
    sent(alice)
    assert figures(alice).median_days == median


def test_F28_days_are_those_of_the_place_where_the_user_lives(alice):
    alice.time_zone = "Pacific/Kiritimati"
    alice.save()
    late = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)  # 3 March there
    outreach = sent(alice, now=late)
    answers.record_answer(
        outreach=outreach, answer=Answer.YES, on=date(2026, 3, 3), by=alice, now=late, today=TODAY
    )
    assert figures(alice).median_days == 0


def test_how_many_who_helped_were_thanked(alice):
    for status in (S.ACCEPTED, S.HELPED, S.THANKED):
        outreach_of(alice, status, contact=contact_of(alice, status))
    closed = outreach_of(alice, S.THANKED, contact=contact_of(alice, "closed"))
    move(outreach=closed, to=S.CLOSED, by=alice, now=NOW, today=TODAY)
    assert figures(alice).thanked == Share(2, 3)


def test_thanks_that_were_taken_back_are_none(alice):
    outreach = outreach_of(alice, S.HELPED)
    later = NOW + timedelta(minutes=10)
    answers.wave_off(outreach=outreach, by=alice, now=later, today=TODAY)
    assert figures(alice).thanked == Share(1, 1)
    answers.take_back(outreach=outreach, by=alice, now=later, today=TODAY)
    assert figures(alice).thanked == Share(0, 1)


def test_the_last_twelve_months(alice):
    sent(alice, now=datetime(2025, 3, 2, 4, 0, tzinfo=UTC))  # 1 March in Toronto
    sent(alice, now=datetime(2025, 3, 2, 6, 0, tzinfo=UTC))
    sent(alice)
    assert a_year_before(TODAY) == date(2025, 3, 2)
    assert figures(alice).total.sent == 3
    assert figures(alice, a_year_before(TODAY)).total.sent == 2


@pytest.mark.parametrize("count", [1, 3])
def test_four_queries_however_many(alice, count, django_assert_num_queries):
    load_request_types()
    kinds = list(RequestType.objects.all())
    for kind in kinds * count:
        sent(alice, Answer.YES, request_type=kind)
    with django_assert_num_queries(4):
        assert figures(alice).total.sent == count * len(kinds)
