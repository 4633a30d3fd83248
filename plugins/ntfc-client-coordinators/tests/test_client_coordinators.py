"""The plugin as a whole."""


def test_the_plugin_keeps_the_contract(check_plugin):
    check_plugin("client_coordinators")
