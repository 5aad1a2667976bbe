"""Picture files of every kind that people upload."""

from pathlib import Path

import pytest

from curation.pipeline import drawing, reading
from curation.pipeline.errors import Damaged, TooLarge
from curation.pipeline.limits import Limits
from curation.pipeline.media import BMP, HEIC, WEBP
from curation.pipeline.types import Method
from tests.pipeline.reading import read
from tests.samples.files import LINES, picture

LETTERS = Path(__file__).resolve().parents[1] / "samples" / "letters.heic"


@pytest.mark.parametrize(("media_type", "name"), [(WEBP, "WEBP"), (BMP, "BMP")])
def test_webp_and_bmp_are_recognised(tmp_path, media_type, name):
    picture(mode="RGB").save(tmp_path / "a", name)
    (page,) = read(tmp_path / "a", media_type)
    assert page.method is Method.OCR
    assert "The warranty lasts two years." in page.text


def test_heic_is_recognised_and_drawn():
    (page,) = read(LETTERS, HEIC)
    assert page.text.split("\n")[0] == LINES[0]
    with drawing.opened(LETTERS, HEIC, 320) as draw:
        assert drawing.webps(draw(1, 0), [320])[320][:4] == b"RIFF"


def test_heic_is_held_to_the_limits(tmp_path):
    with pytest.raises(TooLarge):
        reading.outline(LETTERS, HEIC, Limits(pixels=100_000))
    (tmp_path / "a").write_bytes(LETTERS.read_bytes()[:2000])
    with pytest.raises(Damaged):
        read(tmp_path / "a", HEIC)
