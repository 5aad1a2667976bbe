"""Numbers that machines read are written without a thousands separator: 1,234 is no number of a row."""

import re

import pytest

from tests.services import ROOT

FOLDER = ROOT / "templates"
PLAIN = re.compile(r"\{% localize off %\}.*?\{% endlocalize %\}", re.DOTALL)
NUMBER_OF_ROW = re.compile(r'="[^"]*\{\{\s*[\w.]+\.(?:pk|id)\s*\}\}')


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.html")), ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_attribute_separates_the_thousands_of_a_row(path):
    assert not NUMBER_OF_ROW.findall(PLAIN.sub("", path.read_text()))
