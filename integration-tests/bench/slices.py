"""Writes N CT slices of 512 x 512 with their own UIDs, made from one slice. Usage: slices.py ONE DIR N"""
import sys

import pydicom
from pydicom.uid import generate_uid

slice_ = pydicom.dcmread(sys.argv[1])
slice_.Rows = slice_.Columns = 512
slice_.PixelData = bytes(range(256)) * (512 * 512 * 2 // 256)
for number in range(1, int(sys.argv[3]) + 1):
    slice_.SOPInstanceUID = slice_.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    slice_.InstanceNumber = number
    slice_.save_as(f"{sys.argv[2]}/{number:04d}.dcm")
