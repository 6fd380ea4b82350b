"""The wizard as a user walks it. Fields are found by name, so one walk serves both languages."""

from dataclasses import dataclass, field

from playwright.sync_api import Page, expect


@dataclass(frozen=True)
class Request:
    """What Alice wants to write, page by page."""

    kind: str
    sentences: dict[str, str]
    situation: str = "now"
    situation_date: str = ""
    channel: str = "email"
    language: str = "en"
    tone: str = "warm"
    why_you: str = ""
    hope: str = "help"
    still_write: str = "unsure"
    shared_history: str = field(default="")


def go_on(page: Page) -> None:
    """Press the one primary button of a step."""
    page.locator("#main-form button[name=then][value=on]").click()


def choose(page: Page, name: str, value: str) -> None:
    """Choose one radio button; in cards the label covers the input."""
    page.locator(f"input[name={name}][value='{value}']").check(force=True)


def type_into(page: Page, name: str, text: str) -> None:
    """Fill a text field of the step."""
    page.locator(f"#main-form [name={name}]").fill(text)


def say_why(page: Page, request: Request) -> None:
    """Step 2; where the page first explains what follows, it is read and continued."""
    expect(page.locator("input[name=hope]").first).to_be_attached()
    choose(page, "hope", request.hope)
    choose(page, "still_write", request.still_write)
    go_on(page)
    if page.url.endswith("/why/"):
        go_on(page)


def ask_for(page: Page, request: Request) -> None:
    """Steps 3 and 4."""
    choose(page, "request_type", request.kind)
    go_on(page)
    for name, text in request.sentences.items():
        type_into(page, f"say_{name}", text)
    if request.shared_history:
        type_into(page, "say_shared_history", request.shared_history)
    go_on(page)


def set_the_scene(page: Page, request: Request) -> None:
    """Step 5."""
    choose(page, "situation", request.situation)
    if request.situation_date:
        type_into(page, "situation_date", request.situation_date)
    if request.why_you:
        type_into(page, "say_why_you", request.why_you)
    choose(page, "channel", request.channel)
    choose(page, "message_language", request.language)
    choose(page, "tone", request.tone)
    go_on(page)


def write(page: Page, request: Request) -> str:
    """Steps 2 to 6, up to the editor; the composed text."""
    say_why(page, request)
    ask_for(page, request)
    set_the_scene(page, request)
    expect(page.locator("#id_body")).to_be_visible()
    return page.locator("#id_body").input_value()


def send(page: Page) -> None:
    """From the editor over the send page to "I sent it"."""
    go_on(page)
    page.locator(".sent form button").click()


def opening_words(text: str) -> str:
    """The first two sentences after the greeting."""
    body = text.split("\n\n", 1)[1] if "\n\n" in text else text
    ends = [place for place, sign in enumerate(body) if sign in ".?!"][:2]
    return body[: ends[-1] + 1]
