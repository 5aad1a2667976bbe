import pytest

from curation.dashboard.charts import PLOT_BOTTOM, PLOT_TOP, Series, bars, columns, ticks


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (4, [0, 1, 2, 3, 4]),
        (5, [0, 2, 4, 6]),
        (17, [0, 5, 10, 15, 20]),
        (21, [0, 10, 20, 30]),
        (40, [0, 10, 20, 30, 40]),
        (41, [0, 20, 40, 60]),
        (990, [0, 500, 1000]),
        (12345, [0, 5000, 10000, 15000]),
    ],
)
def test_a_scale_has_few_round_numbers(top, expected):
    assert ticks(top) == expected


@pytest.mark.parametrize("top", [*range(200), 999, 1000, 1001, 123_456_789])
def test_a_scale_reaches_the_top_in_four_steps_or_fewer(top):
    scale = ticks(top)
    assert scale[-1] >= top
    assert 2 <= len(scale) <= 5


def test_the_longest_bar_fills_the_width_and_the_others_are_in_proportion():
    chart = bars(["A", "B", "C"], [Series("n", [50, 100, 0])])
    assert [[mark.width for mark in row.marks] for row in chart.rows] == [[50], [100], []]
    assert [row.total for row in chart.rows] == [50, 100, 0]


def test_a_share_is_drawn_against_the_whole():
    (row,) = bars(["Ana"], [Series("percent", [53])], full=100).rows
    assert row.marks[0].width == 53


def test_parts_of_a_bar_stand_side_by_side():
    (row,) = bars(["Ana"], [Series("one", [1]), Series("two", [0]), Series("three", [3])]).rows
    assert [(mark.x, mark.width, mark.series) for mark in row.marks] == [(0, 25, 1), (25, 75, 3)]
    assert row.marks[1].title == "Ana, three: 3"


def test_rows_do_not_touch():
    chart = bars(["A", "B"], [Series("n", [1, 1])])
    first, second = (row.marks[0] for row in chart.rows)
    assert first.y + first.height < chart.rows[1].y - 1 < second.y
    assert second.y + second.height <= chart.height


def test_parts_of_a_column_stand_on_each_other_and_stay_in_the_plot():
    chart = columns(["Mon", "Tue"], [Series("one", [1, 3]), Series("two", [2, 1])])
    for column in chart.columns:
        lower, upper = column.marks
        assert lower.y + lower.height == pytest.approx(PLOT_BOTTOM)
        assert upper.y + upper.height == pytest.approx(lower.y, abs=0.01)
    assert chart.columns[1].marks[-1].y == pytest.approx(PLOT_TOP)
    assert [tick.value for tick in chart.ticks] == [0, 1, 2, 3, 4]


def test_columns_stand_in_their_own_slot():
    chart = columns(["a", "b", "c", "d"], [Series("n", [1, 1, 1, 1])])
    for at, column in enumerate(chart.columns):
        (mark,) = column.marks
        assert 25 * at < mark.x < mark.x + mark.width < 25 * (at + 1)
        assert mark.x + mark.width / 2 == pytest.approx(column.x, abs=0.01)


def test_a_month_has_words_on_some_days_and_always_on_the_last():
    labels = [str(day) for day in range(1, 31)]
    shown = [" ".join(column.words) for column in columns(labels, [Series("n", [1] * 30)]).columns]
    assert [label for label in shown if label] == ["2", "6", "10", "14", "18", "22", "26", "30"]


@pytest.mark.parametrize("draw", [bars, columns])
def test_nothing_at_all_is_drawn_without_dividing_by_zero(draw):
    assert draw([], [Series("n", [])])
    assert draw(["A"], [Series("n", [0])])


@pytest.mark.parametrize("series", [[], [Series("n", [1])] * 7, [Series("n", [1, 2])]])
def test_numbers_that_make_no_chart_are_refused(series):
    with pytest.raises(ValueError, match="series"):
        bars(["A"], series)
