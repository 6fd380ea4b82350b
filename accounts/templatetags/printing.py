"""Parts of pages that are the same for everybody, and rows of lists, printed quickly."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.utils.translation import get_language

from accounts.printing import Printer

register = template.Library()

MOST_KEPT = 100
SECTIONS = ("", "contacts", "next", "outreach")


class Once(Node):
    """Renders its contents once for each language and each value of what is given to it."""

    def __init__(self, nodelist: NodeList, given: Mapping[str, FilterExpression]) -> None:
        self.nodelist, self.given = nodelist, given
        self.kept: dict[tuple[Any, ...], str] = {}

    def render(self, context: template.Context) -> str:
        """From what is kept, else made now: in a context where only what is given exists."""
        values = {name: given.resolve(context) for name, given in self.given.items()}
        key = (get_language(), *values.values())
        kept = self.kept.get(key)
        if kept is None:
            alone = template.Context(values)
            with alone.bind_template(context.template):  # type: ignore[arg-type]
                kept = self.nodelist.render(alone)
            if len(self.kept) < MOST_KEPT:
                self.kept[key] = kept
        return kept


@register.tag
def once(parser: Parser, token: Token) -> Once:
    """``{% once sort=sort %}…{% endonce %}``: made once for each language and sort, and kept.

    For what is the same for everybody: words, addresses, icons. Nothing of a user can get in, for
    inside there is no user, no request and no variable but those given; give only what has few
    values. A block cannot stand inside.
    """
    given = token_kwargs(token.split_contents()[1:], parser)
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(nodelist, given)


class Printed(Node):
    """Prints each of some rows by a template of its own (accounts.printing)."""

    def __init__(
        self, rows: FilterExpression, name: FilterExpression, given: Mapping[str, FilterExpression]
    ) -> None:
        self.rows, self.name, self.given = rows, name, given
        self.printer = Printer()

    def render(self, context: template.Context) -> str:
        """All rows, one after the other."""
        values = {name: given.resolve(context) for name, given in self.given.items()}
        engine = context.template.engine  # type: ignore[union-attr]
        return self.printer.printed(
            self.rows.resolve(context),
            engine.get_template(self.name.resolve(context)),
            get_language() or "",
            values,
        )


@register.tag
def printed(parser: Parser, token: Token) -> Printed:
    """``{% printed rows "contacts/_row.html" kind="btn-primary" %}``: each row by that template.

    The template sees ``row`` and what is given, and nothing else; what it may do with a row is
    said in accounts.printing.
    """
    _, rows, name, *given = token.split_contents()
    return Printed(
        parser.compile_filter(rows), parser.compile_filter(name), token_kwargs(given, parser)
    )


@register.filter
def section(path: str) -> str:
    """The main part of the site that a page is in, by the beginning of its address."""
    beginning = path.split("/")[1] if "/" in path else ""
    return beginning if beginning in SECTIONS else "elsewhere"
