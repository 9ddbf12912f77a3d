package org.rotavox.dataset.codec;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Writes JPEG Lossless (ISO 10918-1 annex H) in every form that the standard allows for one
 * component: for tests, in the clearest way rather than the fastest. Where the standard leaves a
 * choice (order of segments, fill bytes, which code stands for which size) it is drawn by chance.
 */
public final class JpegLosslessWriter {

  /** Code lengths of the 17 sizes; three of the four codes of 16 bits: all ones is none (C.2). */
  private static final int[] LENGTHS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 16, 16};

  /**
   * How an image is written.
   *
   * @param precision bits of a sample, 2 to 16
   * @param selection selection value, 1 to 7
   * @param transform point transform: so many low bits are lost
   * @param restartRows rows between restart markers; 0 = none
   * @param rowsBehind the number of rows is said behind the scan (DNL)
   * @param end false if the EOI marker is missing
   */
  public record Form(
      int precision,
      int selection,
      int transform,
      int restartRows,
      boolean rowsBehind,
      boolean end) {}

  private final Form form;
  private final Random random;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final int[] codes = new int[17];
  private final int[] lengths = new int[17];
  private long pending;
  private int pendingBits;

  private JpegLosslessWriter(Form form, Random random) {
    this.form = form;
    this.random = random;
  }

  /** Returns the compressed image. */
  public static byte[] write(int[] samples, int rows, int columns, Form form, Random random) {
    return new JpegLosslessWriter(form, random).write(samples, rows, columns);
  }

  private byte[] write(int[] samples, int rows, int columns) {
    half(0xFFD8);
    List<Runnable> segments = new ArrayList<>();
    segments.add(this::huffmanTable);
    segments.add(() -> frameHeader(form.rowsBehind() ? 0 : rows, columns));
    segments.add(() -> restartInterval(form.restartRows() * columns));
    segments.add(this::comment);
    Collections.shuffle(segments, random);
    segments.forEach(Runnable::run);
    scanHeader();
    scan(samples, rows, columns);
    if (form.rowsBehind()) {
      marker(0xDC);
      half(4);
      half(rows);
    }
    if (form.end()) {
      marker(0xD9);
    }
    return out.toByteArray();
  }

  /** A marker, perhaps behind fill bytes (B.1.1.2). */
  private void marker(int code) {
    for (int i = random.nextInt(8) - 5; i > 0; i--) {
      out.write(0xFF);
    }
    half(0xFF00 | code);
  }

  private void half(int value) {
    out.write(value >> 8);
    out.write(value);
  }

  /** The sizes in random order: now this, now that one has the short code. */
  private void huffmanTable() {
    List<Integer> sizes = new ArrayList<>();
    for (int size = 0; size <= 16; size++) {
      sizes.add(size);
    }
    if (random.nextBoolean()) {
      Collections.shuffle(sizes, random);
    }
    marker(0xC4);
    half(2 + 17 + 17);
    out.write(0);
    for (int length = 1; length <= 16; length++) {
      int wanted = length;
      out.write((int) Arrays.stream(LENGTHS).filter(l -> l == wanted).count());
    }
    int code = 0;
    for (int n = 0; n < LENGTHS.length; n++) {
      code <<= n == 0 ? 0 : LENGTHS[n] - LENGTHS[n - 1];
      lengths[sizes.get(n)] = LENGTHS[n];
      codes[sizes.get(n)] = code++;
      out.write(sizes.get(n));
    }
  }

  private void frameHeader(int rows, int columns) {
    marker(0xC3);
    half(11);
    out.write(form.precision());
    half(rows);
    half(columns);
    out.write(1);
    out.write(1);
    out.write(0x11);
    out.write(0);
  }

  private void restartInterval(int samples) {
    if (samples > 0) {
      marker(0xDD);
      half(4);
      half(samples);
    }
  }

  private void comment() {
    marker(0xFE);
    half(6);
    half(0xFFDA); // looks like a marker, and is none
    half(0xFFD9);
  }

  private void scanHeader() {
    marker(0xDA);
    half(8);
    out.write(1);
    out.write(1);
    out.write(0);
    out.write(form.selection());
    out.write(0);
    out.write(form.transform());
  }

  private void scan(int[] samples, int rows, int columns) {
    int restarts = 0;
    int lineOfStart = 0;
    for (int r = 0; r < rows; r++) {
      if (form.restartRows() > 0 && r > 0 && r % form.restartRows() == 0) {
        flush();
        marker(0xD0 + (restarts++ & 7));
        lineOfStart = r;
      }
      for (int c = 0; c < columns; c++) {
        int prediction = prediction(samples, columns, r, c, r == lineOfStart);
        difference(shifted(samples[r * columns + c]) - prediction);
      }
    }
    flush();
  }

  private int shifted(int sample) {
    return sample >> form.transform();
  }

  private int prediction(int[] samples, int columns, int r, int c, boolean firstLine) {
    if (firstLine) {
      return c == 0
          ? 1 << (form.precision() - form.transform() - 1)
          : shifted(samples[r * columns + c - 1]);
    }
    int above = shifted(samples[(r - 1) * columns + c]);
    if (c == 0) {
      return above;
    }
    int left = shifted(samples[r * columns + c - 1]);
    int corner = shifted(samples[(r - 1) * columns + c - 1]);
    return switch (form.selection()) {
      case 1 -> left;
      case 2 -> above;
      case 3 -> corner;
      case 4 -> left + above - corner;
      case 5 -> left + ((above - corner) >> 1);
      case 6 -> above + ((left - corner) >> 1);
      default -> (left + above) >> 1;
    };
  }

  /** Modulo 2^16, from −32767 to 32768 (H.1.2.1). */
  private void difference(int exact) {
    int value = (short) exact;
    if (value == Short.MIN_VALUE) {
      bits(codes[16], lengths[16]);
      return;
    }
    int size = Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(value));
    bits(codes[size], lengths[size]);
    bits(value < 0 ? (value - 1) & ((1 << size) - 1) : value, size);
  }

  private void bits(int value, int count) {
    pending = (pending << count) | value;
    pendingBits += count;
    while (pendingBits >= 8) {
      pendingBits -= 8;
      coded((int) (pending >> pendingBits) & 0xFF);
    }
  }

  private void coded(int value) {
    out.write(value);
    if (value == 0xFF) {
      out.write(0);
    }
  }

  /** The last byte is filled up with ones (F.1.2.3). */
  private void flush() {
    if (pendingBits > 0) {
      coded((int) ((pending << (8 - pendingBits)) | (0xFF >> pendingBits)) & 0xFF);
    }
    pendingBits = 0;
    pending = 0;
  }
}
