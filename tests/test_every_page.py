"""Every address of the site, opened once by somebody who may: what is asked there, both databases
understand. tests/test_roles.py opens them as everybody, on one."""

from tests.roles import TABLE
from tests.test_roles import ADDRESSES, filled, visit, world  # noqa: F401 (a fixture)
from tests.world import ROLES, World


def test_every_address_opens_for_somebody_who_may(world: World) -> None:  # noqa: F811
    let_in = {name: ROLES[ends.index(".")] for name, ends in TABLE.items() if "." in ends}
    seen = {
        name: visit(world, role, filled(name, ADDRESSES[name], world, role)).end
        for name, role in let_in.items()
    }
    assert len(seen) > 100
    assert {name: end for name, end in seen.items() if end != "."} == {}
