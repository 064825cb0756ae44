"""Charts for papers and screens, drawn with reportlab as SVG: sharp in print, small, and without a service or a font.

Never by colour alone: each series has its own marker and dash, and its name stands beside it.
"""

from base64 import b64encode
from dataclasses import dataclass

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, PolyLine, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth

#: colours of the modes, as on every screen (static/src/core/mode_tile.scss); white on each has a contrast of 5:1
MODE_COLOURS = {
    "wfo": "#1d4ed8",
    "wfh": "#15803d",
    "wfa": "#c2410c",
    "other_office": "#6d28d9",
    "duty": "#0f766e",
    "leave": "#4b5563",
    "absent": "#b91c1c",
}
GREY, LIGHT, BLACK = HexColor("#6b7280"), HexColor("#d1d5db"), HexColor("#111827")
FONT = "Helvetica"
#: about so many lines of the scale
TICKS = 4


@dataclass(frozen=True, slots=True)
class Series:
    """``values``: one per category, None for a gap. ``marker``: circle or square; ``dash``: a broken line."""

    name: str
    values: tuple[float | None, ...]
    colour: str = MODE_COLOURS["wfo"]
    marker: str = "circle"
    dash: bool = False


@dataclass(frozen=True, slots=True)
class Interval:
    """One row of :func:`interval_chart`: a name, an estimate and its bounds, and what they are in words."""

    name: str
    estimate: float
    low: float
    high: float
    words: str = ""
    colour: str = MODE_COLOURS["leave"]


def scale(low: float, high: float, ticks: int = TICKS) -> list[float]:
    """Round numbers from at most ``low`` to at least ``high``: steps of 1, 2 or 5 of a power of ten."""
    if high <= low:
        low, high = low - 1, high + 1
    raw = (high - low) / ticks
    power = 10.0 ** _exponent(raw)
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * 0.999)
    first, last = _floor(low / step), -_floor(-high / step)
    return [round(number * step, 10) for number in range(first, last + 1)]


def _exponent(number: float) -> int:
    return int(f"{number:e}".split("e")[1])


def _floor(number: float) -> int:
    return int(number // 1) if abs(number - round(number)) > 1e-9 else round(number)


def line_chart(categories, series, number, size=(480, 150), divider=None, divider_label="") -> str:
    """Lines over categories, as the text of an SVG.

    :param categories: labels below; an empty one is not written
    :param number: a function that writes a number of the scale
    :param divider: a broken upright line before this category (its index), such as the first week of a circular
    """
    width, height = size
    drawing = Drawing(width, height)
    values = [value for one in series for value in one.values if value is not None]
    ticks = scale(min(values, default=0), max(values, default=1))
    left, right, bottom, top = _frame(drawing, ticks, number, width, height)
    step = (right - left) / max(len(categories) - 1, 1)

    def place(index, value):
        return left + index * step, bottom + (value - ticks[0]) / (ticks[-1] - ticks[0]) * (top - bottom)

    for index, label in enumerate(categories):
        if label:
            anchor = "start" if index == 0 else "end" if index == len(categories) - 1 else "middle"
            drawing.add(_text(left + index * step, bottom - 11, label, anchor))
    if divider is not None:
        x = left + (divider - 0.5) * step
        drawing.add(Line(x, bottom, x, top + 4, strokeColor=BLACK, strokeWidth=0.8, strokeDashArray=(3, 2)))
        drawing.add(_text(x + 3, top + 5, divider_label, "start", BLACK))
    for one in series:
        _draw_series(drawing, one, place)
    _legend(drawing, series, left, height - 8)
    return renderSVG.drawToString(drawing)


def _draw_series(drawing, one, place):
    colour = HexColor(one.colour)
    dash = {"strokeDashArray": (4, 2)} if one.dash else {}
    run = []
    for index, value in [*enumerate(one.values), (len(one.values), None)]:
        if value is not None:
            run.append(place(index, value))
            continue
        if len(run) > 1:
            points = [coordinate for point in run for coordinate in point]
            drawing.add(PolyLine(points, strokeColor=colour, strokeWidth=1.4, fillColor=None, **dash))
        for x, y in run:
            drawing.add(_marker(one.marker, x, y, colour))
        run = []


def _marker(kind, x, y, colour, size=2.3):
    if kind == "square":
        return Rect(x - size, y - size, 2 * size, 2 * size, fillColor=HexColor("#ffffff"), strokeColor=colour)
    if kind == "diamond":
        return Polygon([x - size - 1, y, x, y + size + 1, x + size + 1, y, x, y - size - 1], fillColor=colour)
    return Circle(x, y, size, fillColor=colour, strokeColor=colour)


def bar_chart(categories, series, number, size=(480, 160)) -> str:
    """Bars side by side per category, from zero, as the text of an SVG."""
    width, height = size
    drawing = Drawing(width, height)
    values = [value for one in series for value in one.values if value is not None]
    ticks = scale(min(0, *values) if values else 0, max(0, *values) if values else 1)
    left, right, bottom, top = _frame(drawing, ticks, number, width, height)
    zero = bottom + (0 - ticks[0]) / (ticks[-1] - ticks[0]) * (top - bottom)
    slot = (right - left) / max(len(categories), 1)
    bar = slot * 0.7 / max(len(series), 1)
    for index, label in enumerate(categories):
        begin = left + index * slot + slot * 0.15
        drawing.add(_text(left + (index + 0.5) * slot, bottom - 11, label, "middle"))
        for place, one in enumerate(series):
            value = one.values[index]
            if value is None:
                continue
            y = bottom + (value - ticks[0]) / (ticks[-1] - ticks[0]) * (top - bottom)
            colour = HexColor(one.colour)
            look = (
                {"strokeDashArray": (2, 1.5), "fillColor": HexColor("#ffffff")} if one.dash else {"fillColor": colour}
            )
            drawing.add(Rect(begin + place * bar, min(y, zero), bar * 0.9, abs(y - zero), strokeColor=colour, **look))
    _legend(drawing, series, left, height - 8, bars=True)
    return renderSVG.drawToString(drawing)


def row_chart(rows, names, number, short_of, width=640, label_width=190) -> str:
    """One line per row: what is needed as an outline, what is there as a bar in it, and both in numbers; SVG text.

    :param rows: ``(name, needed, there)``
    :param names: what the outline and the bar are called
    :param short_of: "short of %s", written where less is there than needed
    """
    line, words = 15, 110
    height = line * len(rows) + 34
    drawing = Drawing(width, height)
    most = max((max(needed, there) for _name, needed, there in rows), default=0) or 1
    left, room = label_width, width - label_width - words
    needed_colour, there_colour = HexColor(MODE_COLOURS["absent"]), HexColor(MODE_COLOURS["wfo"])
    white = HexColor("#ffffff")
    for index, (name, needed, there) in enumerate(rows):
        y = height - 30 - line * (index + 1)
        drawing.add(_text(2, y + 3, _shortened(name, label_width - 8), "start", BLACK))
        drawing.add(
            Rect(
                left, y, room * needed / most, 10, fillColor=white, strokeColor=needed_colour, strokeDashArray=(2, 1.5)
            )
        )
        drawing.add(Rect(left, y + 2, room * there / most, 6, fillColor=there_colour, strokeColor=there_colour))
        text = f"{number(there)} / {number(needed)}"
        if there < needed:
            text += f", {short_of % number(needed - there)}"
        drawing.add(_text(left + room * max(needed, there) / most + 5, y + 2, text, "start", BLACK))
    outline = Series(names[0], (), MODE_COLOURS["absent"], dash=True)
    _legend(drawing, [outline, Series(names[1], (), MODE_COLOURS["wfo"])], left, height - 12, bars=True)
    return renderSVG.drawToString(drawing)


def interval_chart(rows, number, width=480, label_width=190, words_width=120) -> str:
    """One line per row: the estimate as a diamond, its interval as a bar, zero as an upright line; SVG text."""
    line = 18
    height = line * len(rows) + 22
    drawing = Drawing(width, height)
    bounds = [bound for row in rows for bound in (row.low, row.high)] or [0]
    ticks = scale(min(0, *bounds), max(0, *bounds))
    left, right = label_width, width - words_width

    def across(value):
        return left + (value - ticks[0]) / (ticks[-1] - ticks[0]) * (right - left)

    for tick in ticks:
        drawing.add(Line(across(tick), 16, across(tick), height - 2, strokeColor=LIGHT, strokeWidth=0.5))
        drawing.add(_text(across(tick), 5, number(tick), "middle"))
    drawing.add(Line(across(0), 16, across(0), height - 2, strokeColor=BLACK, strokeWidth=1))
    for index, row in enumerate(rows):
        y, colour = height - line * (index + 0.5) - 2, HexColor(row.colour)
        drawing.add(_text(2, y - 3, _shortened(row.name, label_width - 8), "start", BLACK))
        drawing.add(Line(across(row.low), y, across(row.high), y, strokeColor=colour, strokeWidth=2))
        for end in (row.low, row.high):
            drawing.add(Line(across(end), y - 3, across(end), y + 3, strokeColor=colour, strokeWidth=1.2))
        drawing.add(_marker("diamond", across(row.estimate), y, colour))
        drawing.add(_text(right + 8, y - 3, row.words, "start", BLACK))
    return renderSVG.drawToString(drawing)


def data_uri(svg: str) -> str:
    """The chart as the address of an image, for ``<img src="…">``."""
    # as the papers around them; Helvetica alone is replaced by some wide font where it is missing
    svg = svg.replace(f"font-family: {FONT}", "font-family: Arial, Liberation Sans, Helvetica, sans-serif")
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _frame(drawing, ticks, number, width, height):
    """The lines of the scale with their numbers; returns left, right, bottom and top of what is inside."""
    labels = [number(tick) for tick in ticks]
    left = max(stringWidth(label, FONT, 7.5) for label in labels) + 8
    right, bottom, top = width - 8, 16, height - 26
    for tick, label in zip(ticks, labels, strict=True):
        y = bottom + (tick - ticks[0]) / (ticks[-1] - ticks[0]) * (top - bottom)
        drawing.add(Line(left, y, right, y, strokeColor=LIGHT, strokeWidth=0.5))
        drawing.add(_text(left - 4, y - 2.5, label, "end"))
    return left + 4, right, bottom, top


def _legend(drawing, series, x, y, bars=False):
    for one in series:
        colour = HexColor(one.colour)
        if bars:
            look = (
                {"strokeDashArray": (2, 1.5), "fillColor": HexColor("#ffffff")} if one.dash else {"fillColor": colour}
            )
            drawing.add(Rect(x, y - 1, 12, 7, strokeColor=colour, **look))
        else:
            dash = {"strokeDashArray": (4, 2)} if one.dash else {}
            drawing.add(Line(x, y + 2.5, x + 16, y + 2.5, strokeColor=colour, strokeWidth=1.4, **dash))
            drawing.add(_marker(one.marker, x + 8, y + 2.5, colour))
        drawing.add(_text(x + 20, y, one.name, "start", BLACK))
        x += 20 + stringWidth(one.name, FONT, 7.5) + 16


def _text(x, y, text, anchor, colour=GREY, size=7.5):
    return String(x, y, text, textAnchor=anchor, fontName=FONT, fontSize=size, fillColor=colour)


def _shortened(text, width):
    """``text`` as far as it fits."""
    if stringWidth(text, FONT, 7.5) <= width:
        return text
    while text and stringWidth(f"{text}…", FONT, 7.5) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"
