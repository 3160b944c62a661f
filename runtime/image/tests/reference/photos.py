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
noise.convert("RGB").save(HERE / "low.jpg", quality=20)

palette = halves((200, 0, 0), (0, 0, 200)).quantize(2)
palette.save(HERE / "palette.png", transparency=palette.getpixel((31, 0)))

# A camera's tags in three directories, and a profile.
exif.get_ifd(0x8769).update({0x829A: 0.004, 0x9003: "2024:05:06 07:08:09"})
exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0)})
side.save(HERE / "metadata.jpg", quality=95, subsampling=0, exif=exif)
profile = bytearray(200)
profile[16:20] = b"RGB "
exif = Image.open(HERE / "metadata.jpg").getexif()
side.save(HERE / "turned.tif", exif=exif, icc_profile=bytes(profile))

halves((0, 204, 204, 51), (0, 0, 0, 0), "CMYK").save(HERE / "cmyk.tif", compression="tiff_deflate")
seen = halves((200, 0, 0, 255), (0, 0, 200, 51), "RGBA")
seen.save(HERE / "alpha.tif", tiffinfo={317: 2}, compression="tiff_adobe_deflate")
halves((200, 255), (100, 51), "LA").save(HERE / "grey-alpha.tif")
row = b"\x9c\x40" * 16 + b"\x01\x2d" * 16  # 40000 and 301
Image.frombytes("I;16B", (32, 16), row * 16).save(HERE / "deep.tif")
halves(0.8, 0.3, "F").save(HERE / "float.tif")
side.save(HERE / "preview.tif", tiffinfo={254: 1})
palette.save(HERE / "palette.tif")
