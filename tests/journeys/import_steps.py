"""An import as a user walks it."""

from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect

SAMPLES = Path(__file__).parent.parent / "data" / "samples"


def choose(page: Page, file: str | Path | FilePayload) -> None:
    """From the import page to where the file is looked over."""
    page.goto("/contacts/import/")
    page.locator("#id_file").set_input_files(file)
    page.locator("#main-form .btn-primary").click()


def table(text: str, name: str = "people.csv") -> FilePayload:
    """A file as it is written here."""
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


def accept(page: Page) -> None:
    """Import what is looked at, to the report at the end."""
    page.locator(".look__acts .btn-primary").click()
    expect(page.locator(".undo")).to_be_visible()
