"""Puts grey PGM pictures side by side, rows separated by "--", into a PNG. Usage: montage.py OUT.png A.pgm B.pgm -- C.pgm"""
import struct
import sys
import zlib

GAP = 6


def read(name):
    data = open(name, "rb").read()
    fields, at = [], 0
    while len(fields) < 4:
        end = at
        while not data[end : end + 1].isspace():
            end += 1
        if data[at:end].startswith(b"#"):
            end = data.index(b"\n", at)
        elif end > at:
            fields.append(data[at:end])
        at = end + 1
    width, height, top = (int(field) for field in fields[1:])
    if fields[0] != b"P5" or top > 255:
        raise SystemExit(f"{name}: expected 8-bit binary PGM")
    return [data[at + row * width : at + (row + 1) * width] for row in range(height)]


def side_by_side(pictures):
    height = max(len(picture) for picture in pictures)
    padded = [picture + [bytes(len(picture[0]))] * (height - len(picture)) for picture in pictures]
    return [bytes(GAP).join(rows) for rows in zip(*padded)]


rows, row = [], []
for name in sys.argv[2:] + ["--"]:
    if name == "--":
        rows.append(side_by_side(row))
        row = []
    else:
        row.append(read(name))
width = max(len(lines[0]) for lines in rows)
lines = []
for part in rows:
    lines += [line.ljust(width, b"\0") for line in part] + [bytes(width)] * GAP
raw = b"".join(b"\0" + line for line in lines)


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


with open(sys.argv[1], "wb") as png:
    png.write(b"\x89PNG\r\n\x1a\n")
    png.write(chunk(b"IHDR", struct.pack(">IIBBBBB", width, len(lines), 8, 0, 0, 0, 0)))
    png.write(chunk(b"IDAT", zlib.compress(raw, 9)))
    png.write(chunk(b"IEND", b""))
