"""Subtitles: turns of speakers, without times and marks."""

import pytest

from curation.pipeline.errors import Damaged, NoText
from curation.pipeline.media import SRT, VTT
from curation.pipeline.reading.subtitles import pieces
from tests.pipeline.reading import read

VOICES = """WEBVTT - a meeting

NOTE written by nobody

intro
00:01.000 --> 00:02.500 align:start
<v Ana>Buenos días <b>a</b> todos,
hoy hablamos de vacaciones.

00:03.000 --> 00:04.000
<v Ana>Primero, los permisos.

00:05.000 --> 00:06.000
<v Luis>¿Y los turnos?
"""


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            VOICES,
            [
                "Ana: Buenos días a todos, hoy hablamos de vacaciones. Primero, los permisos.",
                "Luis: ¿Y los turnos?",
            ],
        ),
        (
            "1\n00:00:01,000 --> 00:00:02,000\nANA: Hello\n\n2\n00:00:02,000 --> 00:00:03,000\nand welcome.\n\n"
            "3\n00:00:03,000 --> 00:00:04,000\nBOB: Thanks.\n",
            ["ANA: Hello and welcome.", "BOB: Thanks."],
        ),
        (
            "1\n00:00:01,000 --> 00:00:02,000\n- Who is it?\n- Me.\n\n"
            "2\n00:00:02,000 --> 00:00:03,000\n<i>Come in.</i>\n",
            ["Who is it?", "Me. Come in."],
        ),
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\nA first part.\n\n00:20.000 --> 00:21.000\nAfter a pause.\n",
            ["A first part.", "After a pause."],
        ),
        (
            "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nNOTE not\nsaid\n\nfirst\n00:01.000 --> 00:02.000 align:start\n"
            "<v Ana Núñez>Salt &amp; pepper.</v>\n<v.loud Luis>Thanks.</v>\n",
            ["Ana Núñez: Salt & pepper.", "Luis: Thanks."],
        ),
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\nthe rolling\n\n00:02.000 --> 00:03.000\nthe rolling\ncaptions\n",
            ["the rolling captions"],
        ),
    ],
)
def test_subtitles_become_turns(source, expected):
    assert [piece.text for piece in pieces(source)] == expected


def test_both_kinds_are_read_in_any_encoding(tmp_path):
    (tmp_path / "a.srt").write_bytes("1\r\n00:00:01,000 --> 00:00:02,000\r\nMañana.\r\n".encode("cp1252"))
    assert read(tmp_path / "a.srt", SRT)[0].text == "Mañana."
    (tmp_path / "a.vtt").write_bytes(VOICES.encode("utf-8-sig"))
    assert read(tmp_path / "a.vtt", VTT)[0].text.startswith("Ana: Buenos")


def test_subtitles_without_words_or_without_form_are_refused(tmp_path):
    (tmp_path / "a.vtt").write_text("WEBVTT\n")
    with pytest.raises(NoText):
        read(tmp_path / "a.vtt", VTT)
    (tmp_path / "b.srt").write_text("1\n00:00:xx\n")
    with pytest.raises((Damaged, NoText)):
        read(tmp_path / "b.srt", SRT)
