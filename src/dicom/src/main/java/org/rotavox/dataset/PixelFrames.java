package org.rotavox.dataset;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a grey image, decoded one by one when they are asked for.
 *
 * <p>Frames may be read by several threads at once. Memory is held for the frames being read only.
 * An interrupt of a reading thread closes the file below for all of them, as {@link
 * java.nio.channels.FileChannel} does.
 */
public final class PixelFrames implements AutoCloseable {

  private final PixelDescription description;
  private final FrameStore store;

  private PixelFrames(PixelDescription description, FrameStore store) {
    this.description = description;
    this.store = store;
  }

  /**
   * Opens the Pixel Data of a file.
   *
   * @throws DicomFormatException if there are none, if they are colour or have a layout or transfer
   *     syntax that is not supported, if there are fewer than announced, if a frame is larger than
   *     the heap allows or than its compressed bytes can hold; the message says which
   */
  public static PixelFrames open(DicomFile file) throws IOException {
    @Nullable Element element = file.dataSet().find(Tag.PixelData).orElse(null);
    if (element == null || !element.hasValue()) {
      throw new DicomFormatException("there is no " + Dictionary.describe(Tag.PixelData));
    }
    PixelDescription description = PixelLayout.of(file.dataSet());
    FrameStore store =
        element.value() instanceof Value.Fragments fragments
            ? EncapsulatedFrames.open(file.dataSet(), fragments, file.transferSyntax(), description)
            : NativeFrames.open(element.value(), description);
    try {
      FrameMemory.require(description, Integer.BYTES + store.bytesPerPixel());
      return new PixelFrames(description, store);
    } catch (IOException e) {
      store.close();
      throw e;
    }
  }

  public PixelDescription description() {
    return description;
  }

  /** Number of frames. */
  public int count() {
    return description.frames();
  }

  /**
   * Reads one frame.
   *
   * @param index from 0 on
   * @param into receives rows times columns stored values, row by row: neither rescaled nor
   *     inverted, sign extended if Pixel Representation is 1
   * @throws DicomFormatException if the frame is damaged
   */
  public void readFrame(int index, int[] into) throws IOException {
    java.util.Objects.checkIndex(index, count());
    if (into.length < description.pixels()) {
      throw new IllegalArgumentException(
          "expected room for " + description.pixels() + " values, found " + into.length);
    }
    store.read(index, into);
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
