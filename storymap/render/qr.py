"""An address as a QR code, so that a reader of paper finds the story."""

import io

import segno


def qr_svg(address: str) -> str:
    """Return a QR code (ISO/IEC 18004, error correction M) of an address as an SVG of black on white.

    The same address gives the same text; the quiet zone has the 4 modules that the standard asks for.
    """
    made = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        made, kind="svg", border=4, scale=4, dark="#000", light="#fff", xmldecl=False, svgclass=None,
        lineclass=None, nl=False,
    )  # fmt: skip
    return made.getvalue().decode()
