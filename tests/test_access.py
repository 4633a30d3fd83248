"""Who may do what, on every page. Each feature says it by hand in tests/<feature>/access.py."""

import runpy
from pathlib import Path

import pytest

from ntfc.app import FEATURES
from ntfc.permissions import PERMISSIONS

TABLES = {
    path.parent.name: runpy.run_path(path) for path in Path(__file__).parent.glob("*/access.py")
}
SITE_ROUTES = {"GET /static/<path:filename>": None}
SITE_HOLDERS = {
    "site.come_in": set(),  # everybody, by its `holds`
    "site.be_here": {"person"},
    "site.administer": {"administrator"},
}


def all_of(name):
    merged = {}
    for feature, table in TABLES.items():
        for key, value in table.get(name, {}).items():
            assert key not in merged, f"{key} is listed twice, again in {feature}"
            merged[key] = value
    return merged


ROUTES = all_of("ROUTES") | SITE_ROUTES
HOLDERS = all_of("HOLDERS") | SITE_HOLDERS
DECLARED = {
    permission.name: permission
    for permission in [
        *PERMISSIONS,
        *(p for feature in FEATURES for p in feature.ntfc_plugin().permissions),
    ]
}


def test_every_route_names_its_permission(app):
    real = {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert real - set(ROUTES) == set(), "missing in tests/<feature>/access.py"
    assert set(ROUTES) - real == set(), "no such page any more"


def test_every_permission_has_its_hand_typed_row():
    assert set(DECLARED) - set(HOLDERS) == set()
    assert set(HOLDERS) - set(DECLARED) == set()
    assert {name for name in ROUTES.values() if name} <= set(DECLARED)


@pytest.mark.parametrize("name", sorted(DECLARED))
def test_a_permission_is_held_by_just_these_roles(name):
    assert {role.value for role in DECLARED[name].roles} == HOLDERS[name]


def concrete(rule):
    """Fill a rule of the url map with numbers and words that exist nowhere."""
    parts = [
        "999" if part.startswith("<int:") else "nothing" if part.startswith("<") else part
        for part in rule.split("/")
    ]
    return "/".join(parts)


@pytest.mark.parametrize("feature", sorted(TABLES))
def test_a_visitor_gets_in_nowhere(client_for, feature):
    visitor, got_in = client_for(None), {}
    for route, permission in TABLES[feature].get("ROUTES", {}).items():
        if permission in (None, "site.come_in"):
            continue
        method, rule = route.split(" ", 1)
        answer = visitor.open(concrete(rule), method=method)
        sent_to_sign_in = answer.status_code == 302 and "/sign-in" in answer.location
        if answer.status_code != 401 and not sent_to_sign_in:
            got_in[route] = answer.status_code
    assert got_in == {}
