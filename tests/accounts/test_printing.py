"""Parts made once, and rows from patterns: the same as rendering each of them."""

from dataclasses import dataclass

import pytest
from django.template import Context, Engine, Template
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from accounts.printing import NotPrintable, Printer, said_once


@dataclass(frozen=True)
class Button:
    label: object
    posts: bool = False


@dataclass(frozen=True)
class Row:
    name: object
    tags: tuple[str, ...] = ()
    button: Button | None = None
    number: object = None


ROW = (
    "{% if row.name %}<b>{{ row.name }}</b>{% else %}nobody{% endif %}"
    "{% for tag in row.tags %}[{{ tag }}]{% endfor %}"
    "{% if row.button.posts %}!{% endif %}{{ row.button.label }}{{ kind }}"
)
ROWS = [
    Row("Ana"),
    Row(""),
    Row("Bo", ("a", "b")),
    Row("Cy", ("c", "d"), Button("Send", posts=True)),
    Row("Di", (), Button("Open")),
    Row("Éa", ("", "e"), Button("")),
    Row("<script>&\"'", ("<i>",)),
    Row(mark_safe("<i>kept</i>")),
    Row("%s {{ row.name }} 1"),
    Row(_("Contacts")),
]


def printed(rows, source: str = ROW, printer: Printer | None = None, **given) -> str:
    return (printer or Printer()).printed(rows, Engine().from_string(source), "en", given)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: repr(str(row.name)))
def test_a_pattern_prints_what_the_template_would(row):
    plain = Engine().from_string(ROW).render(Context({"row": row, "kind": "k"}))
    assert printed([row], kind="k") == plain


def test_rows_of_one_shape_share_a_pattern():
    printer = Printer()
    assert printed([Row("Ana"), Row("Bo"), Row("")], printer=printer) == (
        "<b>Ana</b><b>Bo</b>nobody"
    )
    assert len(printer.patterns) == 2


def test_nothing_and_a_text_are_two_shapes():
    rows, source = (
        [Row("Ana", number=None), Row("Bo", number="7")],
        "{{ row.name }} {{ row.number }};",
    )
    assert printed(rows, source) == "Ana None;Bo 7;"
    assert printed(reversed(rows), source) == "Bo 7;Ana None;"


def test_a_pattern_holds_no_text_of_a_row():
    printer = Printer()
    printed([Row("Secret", ("Hidden",), Button("Private"))], printer=printer)
    kept = str([pattern.pieces for pattern in printer.patterns.values()])
    assert not any(text in kept for text in ("Secret", "Hidden", "Private"))


def test_what_is_given_belongs_to_the_pattern():
    printer = Printer()
    assert printed([Row("Ana")], printer=printer, kind="1") == "<b>Ana</b>1"
    assert printed([Row("Ana")], printer=printer, kind="2") == "<b>Ana</b>2"


def test_numbers_of_all_sizes_share_a_pattern():
    printer = Printer()
    rows = [Row("Ana", number=number) for number in (0, 7, 12345)]
    assert printed(rows, '<i y="{{ row.number }}">', printer=printer) == (
        '<i y="0"><i y="7"><i y="12345">'
    )
    assert len(printer.patterns) == 1


def test_a_number_cannot_be_asked_about():
    with pytest.raises(NotPrintable):
        printed([Row("Ana", number=7)], "{% if row.number %}some{% endif %}")


@pytest.mark.parametrize("source", ["{{ row.number }}", "{{ row.number.real }}"])
def test_what_is_neither_text_nor_whole_number_is_not_printable(source):
    with pytest.raises(NotPrintable):
        printed([Row("Ana", number=7.5)], source)


def test_patterns_are_kept_for_a_bounded_number_of_shapes(monkeypatch):
    monkeypatch.setattr("accounts.printing.MOST_PATTERNS", 1)
    printer = Printer()
    assert printed([Row("Ana"), Row(""), Row("")], printer=printer) == "<b>Ana</b>nobodynobody"
    assert len(printer.patterns) == 1


# --- once ---------------------------------------------------------------------------------------
def once(source: str, **context) -> Template:
    template = Template("{% load i18n printing %}" + source)
    template.render(Context(context))
    return template


def test_once_sees_only_what_is_given():
    template = once("{% once a=x %}{{ a }}{{ x }}{{ user }}{% endonce %}", x="1", user="Alice")
    assert template.render(Context({"x": "1", "user": "Charlie"})) == "1"


def test_once_for_each_value_and_each_language():
    template = once('{% once a=x %}{{ a }} {% translate "Today" %}{% endonce %}', x="1")
    assert template.render(Context({"x": "2"})) == "2 Today"
    with translation.override("fr"):
        assert template.render(Context({"x": "2"})) != "2 Today"


def test_what_is_given_is_escaped_inside():
    assert once("{% once a=x %}{{ a }}{% endonce %}").render(Context({"x": "<b>"})) == "&lt;b&gt;"


def test_once_keeps_a_bounded_number(monkeypatch):
    monkeypatch.setattr("accounts.templatetags.printing.MOST_KEPT", 1)
    template = once("{% once a=x %}{{ a }}{% endonce %}", x="1")
    assert [template.render(Context({"x": x})) for x in "123"] == ["1", "2", "3"]


# --- said_once -----------------------------------------------------------------------------------
def test_said_once_for_each_language_and_value():
    asked = []

    @said_once
    def said(number: int) -> str:
        asked.append(number)
        return f"{translation.get_language()} {number}"

    assert [said(1), said(1), said(2)] == ["en 1", "en 1", "en 2"]
    with translation.override("fr"):
        assert said(1) == "fr 1"
    assert asked == [1, 2, 1]
