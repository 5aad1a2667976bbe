"""What a browser has to fetch stays small: every style and every script of the product, compressed."""

import gzip

import pytest

from tests.services import ROOT

KILOBYTE = 1000


@pytest.mark.parametrize(("kind", "most"), [("css", 15), ("js", 20)])
def test_styles_and_scripts_stay_within_their_budget(kind, most):
    whole = b"".join(path.read_bytes() for path in sorted((ROOT / "static" / kind).glob(f"*.{kind}")))
    assert len(gzip.compress(whole, 9)) <= most * KILOBYTE
