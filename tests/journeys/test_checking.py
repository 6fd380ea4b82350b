"""A message written elsewhere is pasted, read while it is typed, and put right."""

from playwright.sync_api import Page, expect

PRESSING = "Hi Maria,\n\nYou owe me one 🙂, so be quick. Give me a job today.\n\nAlice"
GOOD = (
    "Hi Maria,\n\nCould you write two lines on LinkedIn about the book fair we ran in 2019? "
    "I start applying in May.\n\nIt's fine to turn this down.\n\nWarmly,\nAlice"
)


def marked(page: Page) -> str:
    """The words that are marked in the text; none when nothing is."""
    mark = page.locator(".marked__sheet mark")
    return mark.inner_text() if mark.count() else ""


def selected(page: Page) -> str:
    """The words that are selected in the text."""
    return page.locator("#id_body").evaluate(
        "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    )


def test_findings_show_their_place_and_go_when_put_right(open_browser, alice, accessible):
    page = open_browser(alice)
    page.goto("/check/")
    accessible(page)
    page.locator("#id_body").fill(PRESSING)
    finding = page.locator(".finding").first
    expect(finding).to_contain_text("These words put weight on the reader")
    accessible(page)
    finding.hover()
    assert marked(page) == "You owe me"
    page.locator("h1").hover()
    assert marked(page) == ""
    finding.get_by_role("button").focus()
    assert marked(page) == "You owe me"
    page.keyboard.press("Enter")
    assert selected(page) == "You owe me"
    page.locator("#id_body").fill(GOOD)
    expect(page.locator(".all-clear")).to_be_visible()
    expect(page.locator(".strengths")).to_contain_text("It asks for one small favour.")
    page.get_by_label("Show what each sentence does").check()
    expect(page.locator(".editor__parts")).to_contain_text("Easy to say no")
    accessible(page)


def test_emoji_before_the_words_do_not_shift_the_mark(open_browser, alice):
    page = open_browser(alice)
    page.goto("/check/")
    page.locator("#id_body").fill(f"🙂🙂🙂 {PRESSING}")
    button = page.locator(".finding__show").first
    button.focus()
    assert marked(page) == "You owe me"


def test_on_a_phone_too(open_browser, alice, accessible):
    page = open_browser(alice, viewport={"width": 375, "height": 800})
    page.goto("/check/")
    page.locator("#id_body").fill(PRESSING)
    page.locator(".finding__show").first.focus()
    assert marked(page) == "You owe me"
    accessible(page)


def test_without_javascript_it_is_a_form_and_a_list(open_browser, alice):
    page = open_browser(alice, java_script_enabled=False)
    page.goto("/check/")
    page.locator("#id_body").fill(PRESSING)
    page.get_by_role("button", name="Check it").click()
    expect(page.locator(".finding").first).to_contain_text("You owe me")
    expect(page.locator(".finding__show").first).to_be_hidden()
    assert page.locator("#id_body").input_value() == PRESSING


def test_W14_the_switch_to_french_keeps_the_text_and_reads_it_again(
    open_browser, alice, accessible
):
    page = open_browser(alice)
    page.goto("/check/")
    page.locator("#id_body").fill(PRESSING)
    page.locator("button.language").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr-CA")
    assert page.locator("#id_body").input_value() == PRESSING
    expect(page.locator(".finding")).not_to_have_count(0)
    accessible(page)
