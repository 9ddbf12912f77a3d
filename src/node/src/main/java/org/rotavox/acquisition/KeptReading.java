package org.rotavox.acquisition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import org.rotavox.acquisition.intensity.FrameSample;
import org.rotavox.acquisition.orbit.AngleDecision;
import org.rotavox.recon.AirLevels;
import org.rotavox.support.Sha256;

/**
 * What was decided when the frames of a run were looked at: how its angles and intensities are
 * read, which pixels are blanked, what was noted. It is kept with the run, so that a reconstruction
 * need not look at the frames again before it reads them.
 *
 * <p>It holds for the files, the software and the station entry that it was made with: {@link
 * #basis}. Made of geometry files it is not kept, since those may be edited.
 */
public final class KeptReading {

  /** A longer one is not kept: the run is read again. Characters. */
  public static final int MOST_CHARACTERS = 1_000_000;

  /** Raised with every change of what is kept, and of how frames are judged. */
  private static final int FORMAT = 2;

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Content content;

  private KeptReading(Content content) {
    this.content = content;
  }

  /**
   * What is written down.
   *
   * @param basis digest of what it rests on
   * @param angles how the angles are read
   * @param sample figures of some frames, from which the reading of intensities follows
   * @param border where the blanked pixels are known from
   * @param air whether the frames show air
   * @param pixels how many pixels a frame has
   * @param blanked one bit for each pixel, deflated, in Base64; empty = none is blanked
   * @param notes all notes
   * @param warnings all warnings
   * @param unconfirmed values of the geometry that nothing repeats
   */
  private record Content(
      String basis,
      AngleDecision.Decided angles,
      List<FrameSample.Frame> sample,
      RunBorder.State border,
      AirLevels.Evidence air,
      int pixels,
      String blanked,
      List<String> notes,
      List<String> warnings,
      List<String> unconfirmed) {}

  static KeptReading of(
      String basis,
      AngleDecision.Decided angles,
      FrameSample sample,
      RunBorder border,
      AirLevels.Evidence air,
      Finding finding) {
    boolean[] blanked = border.blanked();
    return new KeptReading(
        new Content(
            basis,
            angles,
            sample.frames(),
            border.state(),
            air,
            blanked.length,
            blanked.length == 0 ? "" : packed(blanked),
            finding.notes(),
            finding.warnings(),
            finding.unconfirmed()));
  }

  /**
   * Returns what {@link #text} wrote; empty if it is empty, or another release wrote it in another
   * way.
   */
  public static Optional<KeptReading> parse(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Content read = JSON.readValue(text, Content.class);
      boolean whole =
          read != null
              && read.basis != null
              && read.angles != null
              && read.sample != null
              && read.border != null
              && read.air != null
              && read.blanked != null
              && read.notes != null
              && read.warnings != null
              && read.unconfirmed != null;
      return whole ? Optional.of(new KeptReading(read)) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Returns it as text, JSON; at most {@link #MOST_CHARACTERS}, or empty if it is longer. */
  public String text() {
    try {
      String text = JSON.writeValueAsString(content);
      return text.length() <= MOST_CHARACTERS ? text : "";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a reading of plain values can be written", e);
    }
  }

  /**
   * What a reading rests on beside its station entry.
   *
   * @param files the files of the run; none = nothing is kept
   * @param softwareVersion of this software
   */
  record Basis(List<SourceFile> files, String softwareVersion) {

    /** Returns a digest of all of it; empty if the digest of a file is not known. */
    private String digest(
        Optional<StationProfile> station, AcquisitionSettings.Unconfirmed unconfirmed) {
      if (files.isEmpty() || files.stream().anyMatch(file -> file.sha256().isEmpty())) {
        return "";
      }
      return Sha256.hexOf(
          String.join(
              "\n",
              Integer.toString(FORMAT),
              softwareVersion,
              station.toString(),
              unconfirmed.toString(),
              files.stream().map(SourceFile::sha256).sorted().toList().toString()));
    }
  }

  /**
   * Returns the digest of a basis; empty if nothing can be kept: digests are not known, or the
   * geometry comes from a file that may be edited.
   */
  static String basis(
      Basis basis, Optional<StationProfile> station, AcquisitionSettings.Unconfirmed unconfirmed) {
    boolean edited = station.flatMap(StationProfile::sideCar).isPresent();
    return edited ? "" : basis.digest(station, unconfirmed);
  }

  boolean restsOn(String basis) {
    return !basis.isEmpty() && content.basis.equals(basis);
  }

  AngleDecision.Decided angles() {
    return content.angles;
  }

  FrameSample sample(int columns, int rows) {
    return FrameSample.of(columns, rows, content.sample);
  }

  /**
   * Returns the border of frames of this size; empty if it was kept of frames of another size, or
   * cannot be read.
   */
  Optional<RunBorder> border(int pixels) {
    if (content.pixels == 0) {
      return Optional.of(RunBorder.kept(new boolean[0], content.border));
    }
    if (content.pixels != pixels) {
      return Optional.empty();
    }
    return unpacked(content.blanked, pixels).map(mask -> RunBorder.kept(mask, content.border));
  }

  AirLevels.Evidence air() {
    return content.air;
  }

  Finding finding() {
    return Finding.of(content.notes, content.warnings, content.unconfirmed);
  }

  private static String packed(boolean[] mask) {
    BitSet bits = new BitSet(mask.length);
    for (int i = 0; i < mask.length; i++) {
      bits.set(i, mask[i]);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
      out.write(bits.toByteArray());
    } catch (IOException e) {
      throw new IllegalStateException("memory can be written", e);
    } finally {
      deflater.end();
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static Optional<boolean[]> unpacked(String text, int pixels) {
    byte[] bits = new byte[pixels / Byte.SIZE + 1];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(Base64.getDecoder().decode(text));
      int length = 0;
      while (length < bits.length && !inflater.finished()) {
        int more = inflater.inflate(bits, length, bits.length - length);
        if (more == 0) {
          break;
        }
        length += more;
      }
      if (!inflater.finished()) {
        return Optional.empty();
      }
      BitSet set = BitSet.valueOf(Arrays.copyOf(bits, length));
      boolean[] mask = new boolean[pixels];
      set.stream().filter(i -> i < pixels).forEach(i -> mask[i] = true);
      return Optional.of(mask);
    } catch (DataFormatException | IllegalArgumentException e) {
      return Optional.empty();
    } finally {
      inflater.end();
    }
  }
}
