"""A picture of figures: one panel for each, a bar for each contender; bars much longer than the shortest are cut."""

import html

PANEL = 250
GAP = 30
LABELS = 220
ROW = 30
NUMBER = 60
LONGEST = 4
TOP = 56
COLOURS = ["#8a8f98", "#8a8f98", "#2f6fde", "#d9822b"]
FONT = 'font-family="system-ui, sans-serif" font-size="13"'


def bars(title, panels, names, path):
    """Writes an SVG: for each panel, a pair of its title and the contenders' figures, each panel to its own scale."""
    width = LABELS + len(panels) * (PANEL + GAP)
    height = TOP + ROW * len(names) + 12
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" {FONT}>',
        f"<title>{html.escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        text(12, 22, title, weight="bold")]
    for row, name in enumerate(names):
        parts.append(text(12, TOP + ROW * row + 18, name))
    for column, (label, figures) in enumerate(panels):
        parts += panel(LABELS + column * (PANEL + GAP), label, figures)
    path.write_text("\n".join([*parts, "</svg>"]) + "\n")


def panel(left, label, figures):
    most = min(max(figures), LONGEST * min(figures)) or 1
    yield text(left, TOP - 8, label, colour="#555555")
    for row, figure in enumerate(figures):
        length = max(1, round((PANEL - NUMBER) * min(figure, most) / most))
        top = TOP + ROW * row
        yield f'<rect x="{left}" y="{top + 3}" width="{length}" height="{ROW - 10}" rx="2" fill="{COLOURS[row % len(COLOURS)]}"/>'
        if figure > most:
            cut = left + length - 22
            yield f'<path d="M{cut} {top + ROW - 6} l6 -{ROW - 8}" stroke="#ffffff" stroke-width="4"/>'
        yield text(left + length + 6, top + 18, f"{figure:.2f}")


def text(x, y, content, weight="normal", colour="#1f2328"):
    return f'<text x="{x}" y="{y}" font-weight="{weight}" fill="{colour}">{html.escape(content)}</text>'
