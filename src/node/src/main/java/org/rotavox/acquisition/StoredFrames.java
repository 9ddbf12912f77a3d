package org.rotavox.acquisition;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.PixelDescription;
import org.rotavox.dataset.PixelFrames;

/**
 * The stored values of all frames of a run, whether they are in one object, in a few, or in many. A
 * few objects are kept open from the first frame read until {@link #close}; many are opened one by
 * one, so that a run of hundreds holds no file open. Thread-safe.
 */
final class StoredFrames implements Closeable {

  /** So many objects are kept open together. */
  private static final int MOST_OPEN = 8;

  private final List<DicomFile> files;
  private final int[] begins;
  private final @Nullable PixelFrames[] open;
  private @Nullable PixelDescription description;

  /**
   * @param frames how many frames of each file belong to the run, from its first one on
   */
  StoredFrames(List<DicomFile> files, List<Integer> frames) {
    this.files = files;
    this.begins = new int[files.size() + 1];
    for (int i = 0; i < files.size(); i++) {
      begins[i + 1] = begins[i] + frames.get(i);
    }
    this.open = new @Nullable PixelFrames[files.size() <= MOST_OPEN ? files.size() : 0];
  }

  int count() {
    return begins[files.size()];
  }

  /** Returns the layout of the pixels of the first object. */
  synchronized PixelDescription describe() throws IOException {
    PixelDescription known = description;
    if (known == null) {
      if (open.length > 0) {
        known = opened(0).description();
      } else {
        try (PixelFrames pixels = PixelFrames.open(files.get(0))) {
          known = pixels.description();
        }
      }
      description = known;
    }
    return known;
  }

  void read(int frame, int[] into) throws IOException {
    int file = fileOf(frame);
    if (open.length > 0) {
      read(opened(file), frame, frame - begins[file], into);
      return;
    }
    try (PixelFrames pixels = PixelFrames.open(files.get(file))) {
      read(pixels, frame, frame - begins[file], into);
    }
  }

  private void read(PixelFrames pixels, int frame, int within, int[] into) throws IOException {
    if (files.size() > 1
        && pixels.description().rows() * pixels.description().columns() != into.length) {
      throw new DicomFormatException("frame " + (frame + 1) + " has another size than the first");
    }
    pixels.readFrame(within, into);
  }

  private int fileOf(int frame) {
    int file = java.util.Arrays.binarySearch(begins, frame);
    return file >= 0 ? file : -file - 2;
  }

  private synchronized PixelFrames opened(int file) throws IOException {
    PixelFrames current = open[file];
    if (current == null) {
      current = PixelFrames.open(files.get(file));
      open[file] = current;
    }
    return current;
  }

  @Override
  public synchronized void close() throws IOException {
    for (int i = 0; i < open.length; i++) {
      PixelFrames current = open[i];
      open[i] = null;
      if (current != null) {
        current.close();
      }
    }
  }
}
