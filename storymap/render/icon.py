"""The icon of our pages: a route with a stop, drawn as SVG."""

ICON_SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="7" fill="#8c1c13"/>
<path d="M7 25c9 0 3-11 12-11" fill="none" stroke="#fbf8f2" stroke-width="2.5" stroke-linecap="round" \
stroke-dasharray="3.5 4"/>
<circle cx="21" cy="12" r="5.5" fill="#fbf8f2"/><circle cx="21" cy="12" r="2.2" fill="#8c1c13"/>
</svg>
"""
