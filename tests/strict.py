"""Where NTFC_REQUIRE is set, as in CI, a test that was skipped has failed, whatever the reason."""

import os

import pytest


def refused(report):
    if os.environ.get("NTFC_REQUIRE") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped, and NTFC_REQUIRE lets nothing be skipped"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    return refused((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    return refused((yield))
