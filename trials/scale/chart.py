"""A chart of lines as SVG: both axes logarithmic, one line for each step, its name at its end."""

from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 900, 460, 80, 240, 50, 60
#: told apart by dash and marker as well as by colour
STYLES = (
    ("#0b4f8a", ""),
    ("#b3411c", "6 3"),
    ("#1e7a3c", "2 3"),
    ("#6b3fa0", "8 3 2 3"),
    ("#8a6d00", ""),
    ("#444444", "4 4"),
    ("#a0286e", "1 4"),
    ("#007a7a", "10 4"),
    ("#c21d1d", "1 6"),
)


def line_chart(title, x_title, y_title, lines):
    """The SVG text.

    :param lines: ``{name: [(x, y), ...]}`` with positive numbers
    """
    points = [point for values in lines.values() for point in values]
    frame = _Frame([x for x, _y in points], [y for _x, y in points])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif"'
        f' font-size="12" role="img" aria-label="{escape(title)}">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="24" font-size="16" font-weight="bold">{escape(title)}</text>',
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 14}" text-anchor="middle">{escape(x_title)}</text>',
        f'<text transform="translate(18 {(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">'
        f"{escape(y_title)}</text>",
        *frame.grid(),
    ]
    ends = _spread({name: frame.y(values[-1][1]) for name, values in lines.items()})
    for (name, values), (colour, dash) in zip(lines.items(), STYLES * (1 + len(lines) // len(STYLES))):
        path = " ".join(f"{frame.x(x):.1f},{frame.y(y):.1f}" for x, y in values)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
        )
        parts += [f'<circle cx="{frame.x(x):.1f}" cy="{frame.y(y):.1f}" r="3" fill="{colour}"/>' for x, y in values]
        label = f"{name}: {_short(values[-1][1])}"
        parts.append(f'<text x="{WIDTH - RIGHT + 10}" y="{ends[name] + 4:.1f}" fill="{colour}">{escape(label)}</text>')
    return "\n".join([*parts, "</svg>\n"])


class _Frame:
    def __init__(self, xs, ys):
        self.xs = (log10(min(xs)), log10(max(xs)) if max(xs) > min(xs) else log10(min(xs)) + 1)
        self.ys = (floor(log10(min(ys))), max(ceil(log10(max(ys))), floor(log10(min(ys))) + 1))

    def x(self, value):
        return LEFT + (log10(value) - self.xs[0]) / (self.xs[1] - self.xs[0]) * (WIDTH - LEFT - RIGHT)

    def y(self, value):
        return HEIGHT - BOTTOM - (log10(value) - self.ys[0]) / (self.ys[1] - self.ys[0]) * (HEIGHT - TOP - BOTTOM)

    def grid(self):
        for power in range(self.ys[0], self.ys[1] + 1):
            y = self.y(10**power)
            yield f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="#ccc"/>'
            yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{_short(10**power)}</text>'
        for power in range(ceil(self.xs[0]), floor(self.xs[1]) + 1):
            x = self.x(10**power)
            yield f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{HEIGHT - BOTTOM}" stroke="#ccc"/>'
            yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{10**power:,}</text>'


def _spread(ends, distance=15):
    """Labels one below the other where the lines end too near to each other."""
    placed, last = {}, -distance
    for name, y in sorted(ends.items(), key=lambda item: item[1]):
        placed[name] = last = max(y, last + distance)
    return placed


def _short(value):
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"
