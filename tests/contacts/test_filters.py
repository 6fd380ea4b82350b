"""What the address of the list says, and what it cannot say."""

from django.http import QueryDict

from contacts.filters import Filters
from contacts.models import Tag


def test_filters_that_make_no_sense_are_left_out(alice):
    typed = QueryDict("q=%00&show=king&relationship=x&tag=7&sort=zz&owner=1")
    assert Filters(typed, user=alice).chosen == {}


def test_B41_the_tag_of_somebody_else_is_left_out(alice, charlie):
    theirs = Tag.objects.create(owner=charlie, name="x")
    assert Filters(QueryDict(f"tag={theirs.pk}"), user=alice).chosen == {}


def test_filters(alice):
    tag = Tag.objects.create(owner=alice, name="x")
    typed = QueryDict(f"q=ann+b&show=lapsed&relationship=mentor&sort=name&tag={tag.pk}")
    assert Filters(typed, user=alice).chosen == {
        "q": "ann b",
        "show": "lapsed",
        "relationship": "mentor",
        "sort": "name",
        "tag": tag,
    }
