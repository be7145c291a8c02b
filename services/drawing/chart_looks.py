"""The colours of charts: told apart by the colour-blind and in grey, in light and dark."""

INK = "ink"

LIGHT = {"ink": "#1f1c18", "soft": "#665f55", "rule": "#dcd5c8"}
DARK = {"ink": "#f2efe9", "soft": "#aea89d", "rule": "#3d4047"}
"""As base.css has them."""

COLOURS = ("#1d5a94", "#d9822b", "#2a9d78", "#8a4f9e")
AT_NIGHT = ("#7ab4f0", "#f2a65a", "#5fd0a8", "#cf9be0")
DASHES = ("none", "9 5", "3 4", "12 4 3 4")
"""Of lines, so that no colour need tell them apart."""

FAMILY = '"PingFang SC","Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei",system-ui,sans-serif'


def style_of(family: str) -> str:
    """Give the rules of a chart; for paper without a dark side, in letters of its own."""
    if family:
        return _rules(LIGHT, COLOURS)
    letters = f"text{{font-family:{FAMILY};font-size:15px}}.small{{font-size:12px}}"
    dark = f"@media (prefers-color-scheme: dark){{{_rules(DARK, AT_NIGHT)}}}"
    return letters + _rules(LIGHT, COLOURS) + dark


def _rules(inks: dict[str, str], colours: tuple[str, ...]) -> str:
    rules = [
        f".ink,.small{{fill:{inks['ink']}}}",
        f".soft{{fill:{inks['soft']}}}",
        f".rule{{fill:none;stroke:{inks['rule']};stroke-width:1}}",
    ]
    for number, (colour, dash) in enumerate(zip(colours, DASHES, strict=True)):
        rules += [
            f".c{number}{{fill:{colour}}}",
            f".l{number}{{fill:none;stroke:{colour};stroke-width:3;stroke-dasharray:{dash}}}",
        ]
    return "".join(rules)
