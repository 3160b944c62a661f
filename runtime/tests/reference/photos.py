"""Writes the small photos beside this file, by another program than the one under test: pip install pillow."""

from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent


def halves(left, right, mode="RGB", size=(32, 16)):
    """Left half one colour, right half another, on borders of 16 so that JPEG keeps them apart."""
    picture = Image.new(mode, size, left)
    picture.paste(right, (size[0] // 2, 0, size[0], size[1]))
    return picture


# Ink: (255 - C) * (255 - K) / 255 gives red (204, 41, 41) and white.
halves((0, 204, 204, 51), (0, 0, 0, 0), "CMYK").save(HERE / "cmyk.jpg", quality=95)

# Saved lying on its side, left half red; upright (turned clockwise) red is on top.
exif = Image.Exif()
exif[0x0112] = 6
exif[0x010F] = "a camera"
side = halves((200, 0, 0), (0, 0, 200))
side.save(HERE / "turned.jpg", quality=95, subsampling=0, exif=exif)
side.save(HERE / "turned.png", exif=exif)
side.save(HERE / "turned.webp", lossless=True, exif=exif)

noise = Image.effect_noise((48, 32), 60)
noise.convert("RGB").save(HERE / "progressive.jpg", quality=80, progressive=True)
noise.save(HERE / "grey.jpg", quality=80)

palette = halves((200, 0, 0), (0, 0, 200)).quantize(2)
palette.save(HERE / "palette.png", transparency=palette.getpixel((31, 0)))
