"""What a reader sees of the layout of a page: contrast, the use of the width, and signs that there is more to scroll."""
import json

from page_reader import check

# The text of every element that is seen, with its colour and the ground behind it.
TEXTS = """(() => {
    const parsed = (colour) => colour.match(/[0-9.]+/g).map(Number);
    const isOpaque = (colour) => parsed(colour).length === 3 || parsed(colour)[3] === 1;
    const luminance = (colour) => parsed(colour).slice(0, 3).map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
    const low = new Map();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        const text = walker.currentNode.textContent.trim();
        if (!text || !element.checkVisibility() || element.closest('script, style, title')) continue;
        let ground = element;
        while (!isOpaque(getComputedStyle(ground).backgroundColor)) ground = ground.parentElement;
        const style = getComputedStyle(element);
        const colour = element instanceof SVGElement ? style.fill : style.color;
        let opacity = 1;
        for (let at = element; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
        const pair = [luminance(colour), luminance(getComputedStyle(ground).backgroundColor)].sort((a, b) => b - a);
        const contrast = (pair[0] + 0.05) / (pair[1] + 0.05);
        if (contrast < 4.5 || opacity < 1) low.set(text.slice(0, 40), [contrast, opacity]);
    }
    return [...low];
})()"""

# What is wider than its place: [selector's number, left, right, a free height within it, can be focused, what is hidden].
SCROLLED = """(() => [...document.querySelectorAll('body *')].flatMap((element, index) => {
    const hidden = element.scrollWidth - element.clientWidth;
    if (hidden < 1 || !['auto', 'scroll'].includes(getComputedStyle(element).overflowX)) return [];
    return element.checkVisibility() ? [[index, element.tabIndex, hidden, element.getAttribute('aria-label') ?? element.tagName]] : [];
}))()"""


def is_told_by_contrast(page):
    low = page.evaluate(TEXTS)
    check(not low, f"texts of a low contrast, with their opacities: {low}")


def brightness(page, index, side):
    """The mean brightness of a strip at one edge of an element, above all that it shows."""
    x, y = page.evaluate(f"""(() => {{
        const element = document.querySelectorAll('body *')[{index}];
        element.scrollIntoView({{block: 'center', behavior: 'instant'}});
        const box = element.getBoundingClientRect();
        // Beside a picture's title and a table's header there is nothing but ground.
        return [{json.dumps(side)} === 'left' ? box.left : box.right - 4, Math.max(box.top, 0) + 2];
    }})()""")
    top = page.evaluate("[scrollX, scrollY]")
    pixels = page.pixels(x + top[0], y + top[1], 4)
    return sum(sum(pixel[:3]) for pixel in pixels) / (3 * len(pixels))


def tells_what_scrolls(page, dark, is_phone):
    """Whatever is wider than its place can be scrolled by keyboard, and has a shadow at the edge beyond which it goes on."""
    scrolled = page.evaluate(SCROLLED)
    check(scrolled or not is_phone, "nothing is wider than a phone, not even the table")
    for index, tab, hidden, name in scrolled:
        check(tab == 0, f"'{name}' scrolls, and no key leads to it")
        if hidden < 30:
            continue
        page.evaluate(f"document.querySelectorAll('body *')[{index}].scrollLeft = 0")
        left, right = brightness(page, index, "left"), brightness(page, index, "right")
        difference = right - left if dark else left - right
        check(difference > 40, f"'{name}' goes on at its right by {hidden} pixels, and nothing says so: {left} {right}")
        page.evaluate(f"document.querySelectorAll('body *')[{index}].scrollLeft = 1e6")
        left, right = brightness(page, index, "left"), brightness(page, index, "right")
        difference = left - right if dark else right - left
        check(difference > 40, f"'{name}' goes on at its left, and nothing says so: {left} {right}")
        page.evaluate(f"document.querySelectorAll('body *')[{index}].scrollLeft = 0")


def uses_the_width(page):
    """On a wide screen figures stand side by side and reach from one side to the other; commands can be read."""
    boxes = page.evaluate("""[...document.querySelectorAll('figure')].map((figure) => {
        const box = figure.getBoundingClientRect();
        return [Math.round(box.top + scrollY), box.left, box.right];
    })""")
    rows = {}
    for top, left, right in boxes:
        rows.setdefault(top, []).append((left, right))
    beside = [row for row in rows.values() if len(row) > 1]
    check(len(boxes) < 2 or beside, f"the figures stand one below the other: {boxes}")
    width = page.evaluate("document.documentElement.clientWidth")
    reach = max((max(right for _, right in row) - min(left for left, _ in row) for row in beside), default=width)
    check(reach > 0.6 * width, f"the figures take {reach} of {width} pixels")
    cut = page.evaluate("""[...document.querySelectorAll('#provenance code')].filter((code) => {
        const box = code.getBoundingClientRect();
        return code.checkVisibility() && (box.left < 0 || box.right > document.documentElement.clientWidth);
    }).map((code) => code.textContent)""")
    check(not cut, f"commands are cut off: {cut}")
