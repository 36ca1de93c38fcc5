"""Facts about the desk for those who see, hear or move otherwise: axe-core on every page, in light and in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import OpenDesk

_PATHS = (
    "/",
    "/queue?kind=question",
    "/queue?kind=page",
    "/queue?kind=nothing",
    "/gallery",
    "/comments",
    "/batches",
    "/batches/1",
    "/batches/1/pages",
    "/sheets/1",
    "/repair/32",
    "/upload",
    "/audit",
    "/figures/2026-Q3",
    "/figures/2026-Q3/sheets?form=pks-q&question=C8&answer=valid",
    "/forms",
    "/adopt",
    "/forms/pks-c",
    "/editor/pks-q",
    "/no-such-page",
)
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_finding(browser: Browser, desk: OpenDesk, scheme: str) -> None:
    """Contrast, names of controls, landmarks, order of headings: everything that axe-core finds on a page."""
    # The page's own policy lets no script in; axe is put in beside it.
    with browser.new_context(color_scheme=scheme, bypass_csp=True) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(desk.address)
        found = {}
        for path in _PATHS:
            page.goto(desk.root + path)
            violations = Axe().run(page, options=_RULES).response["violations"]
            found[path] = [
                (v["id"], v["impact"], [node["target"] for node in v["nodes"]][:3])
                for v in violations
                if v["impact"] in ("serious", "critical", "moderate")
            ]

    assert {path: violations for path, violations in found.items() if violations} == {}
