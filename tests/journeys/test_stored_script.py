"""T5 and P19 in a real browser: no text of anybody's runs, and nothing is asked of another site."""

from tests.payloads import ROUNDS, hostile_world, write
from tests.test_stored_script import paths

PUBLIC = ("/help/", "/privacy/", "/accessibility/", "/account/login/", "/my-data/")
OWN = ("/", "/contacts/", "/outreach/", "/settings/", "/settings/advisors/")


def test_T5_P19_nothing_typed_runs_and_nothing_comes_from_elsewhere(
    transactional_db, open_browser, live_server
):
    """A report of the policy or an error of a script fails it too: see ``open_browser``."""
    world = hostile_world()
    write(0)
    dialogs, asked = [], []

    def watched(user=None):
        page = open_browser(user)
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.context.on("request", lambda request: asked.append(request.url))
        return page

    panel, nobody = watched(world.users["advisor, shared"]), watched()
    hers = watched(world.users["client"])
    visits = [(panel, path) for path in paths(world)] + [(hers, path) for path in OWN]
    for page, path in visits:
        assert page.goto(path).status == 200, path
    assert [nobody.goto(path).status for path in PUBLIC] == [200] * 5
    for number in range(1, ROUNDS):
        write(number)
        panel.goto(next(path for path in paths(world) if str(world.ids["outreach_id"]) in path))
    assert dialogs == []
    assert len(asked) > 100
    assert [url for url in asked if not url.startswith((f"{live_server.url}/", "data:"))] == []
