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
 * The stored values of all frames of a run, whether they are in one object or in many. One object
 * is kept open from the first frame read until {@link #close}; single frames are opened one by one,
 * so that a run of hundreds holds no file open. Thread-safe.
 */
final class StoredFrames implements Closeable {

  private final List<DicomFile> files;
  private final int frames;
  private @Nullable PixelFrames open;
  private @Nullable PixelDescription description;

  StoredFrames(List<DicomFile> files, int frames) {
    this.files = files;
    this.frames = frames;
  }

  int count() {
    return frames;
  }

  /** Returns the layout of the pixels of the first object. */
  synchronized PixelDescription describe() throws IOException {
    PixelDescription known = description;
    if (known == null) {
      if (files.size() == 1) {
        known = opened().description();
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
    if (files.size() == 1) {
      opened().readFrame(frame, into);
      return;
    }
    try (PixelFrames pixels = PixelFrames.open(files.get(frame))) {
      if (pixels.description().rows() * pixels.description().columns() != into.length) {
        throw new DicomFormatException("frame " + (frame + 1) + " has another size than the first");
      }
      pixels.readFrame(0, into);
    }
  }

  private synchronized PixelFrames opened() throws IOException {
    PixelFrames current = open;
    if (current == null) {
      current = PixelFrames.open(files.get(0));
      open = current;
    }
    return current;
  }

  @Override
  public synchronized void close() throws IOException {
    PixelFrames current = open;
    open = null;
    if (current != null) {
      current.close();
    }
  }
}
