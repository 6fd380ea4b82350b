"""Plain helpers for tests of request types: the filled form, and posting it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.test import Client
from django.urls import reverse

from outreach.message.type_trial import Remark, remarks_on
from outreach.message.wording import Wording
from outreach.models import RequestType, RequestTypeVersion

TEXTS = {
    "name_en": "An introduction",
    "name_fr": "Une mise en contact",
    "summary_en": "To meet one person they know.",
    "summary_fr": "Pour rencontrer une personne de leur réseau.",
    "example_en": "Could you introduce me to Marie Roy, who leads the archives?",
    "example_fr": "Pourriez-vous me présenter à Marie Roy, qui dirige les archives?",
    "size_en": "One person, by name.",
    "size_fr": "Une seule personne, nommée.",
    "stem_en": "introduce me to",
    "stem_fr": "me présenter à",
    "completion_en": "Marie Roy, who leads the city archives",
    "completion_fr": "Marie Roy, qui dirige les archives de la Ville",
}
OWN = {
    "subject_en": "An introduction to one person?",
    "subject_fr": "Une mise en contact?",
    "ask_warm_en": "Here’s what I hope for: could you {request}?",
    "exit_fr": "Un non me va très bien.",
    "detail_en": "I’ll send a note that you can forward unchanged.",
}
"""A few words of its own; the rest is shared."""


def to(name: str, *args: Any) -> str:
    """An address of the panel."""
    return reverse(f"advisor:outreach_requesttype_{name}", args=args)


def add(client: Client, act: str = "publish", **changed: str):
    """The filled form of a new type, posted as its page gives it."""
    form = client.get(to("add")).context["form"]
    given = {name: str(form[name].value()) for name in ("pk", "after")}
    return client.post(to("add"), {**given, **TEXTS, **changed, "act": act}, follow=True)


def shown(client: Client, kind: RequestType) -> dict[str, str]:
    """What stands in the fields of the form of one that is there."""
    form = client.get(to("change", kind.pk)).context["form"]
    return {name: str(form[name].value() or "") for name in form.fields}


def edit(client: Client, kind: RequestType, act: str = "publish", **changed: str):
    """That form with some fields changed, posted."""
    data = {**shown(client, kind), **changed, "act": act}
    return client.post(to("change", kind.pk), data, follow=True)


def own() -> RequestType:
    """The type of TEXTS."""
    return RequestType.objects.get(name_en=TEXTS["name_en"])


def looked(client: Client, version: RequestTypeVersion):
    """“I have looked: publish it”, pressed on a page that shows this state of it."""
    return client.post(to("publish", version.pk), {"seen": version.seen}, follow=True)


TRIED: dict[object, list[Remark]] = {}


def tried_before(texts: Mapping[str, str], pool: Sequence[Wording], *ask: str) -> list[Remark]:
    """What a trial of these texts gave; it takes a second, and the same gives the same."""
    given = (tuple(sorted(texts.items())), tuple(pool), ask)
    if given not in TRIED:
        TRIED[given] = remarks_on(texts, pool, *ask)
    return list(TRIED[given])
