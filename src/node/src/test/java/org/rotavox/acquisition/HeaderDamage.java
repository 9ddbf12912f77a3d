package org.rotavox.acquisition;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.VR;

/** Ways in which one attribute of a header is damaged. */
enum HeaderDamage {
  REMOVED,
  EMPTIED,
  NO_NUMBER,
  ZEROED,
  TEN_TIMES,
  A_TENTH,
  NEGATED,
  ONE_VALUE_OFF,
  ONE_VALUE_LESS,
  ONE_VALUE_MORE,
  TWO_EXCHANGED;

  /** Returns true if the header is another one now. */
  static boolean damage(DataSet d, int tag, HeaderDamage damage, Random random) {
    if (!d.contains(tag)) {
      return false;
    }
    VR vr = d.vrOf(tag).orElseThrow();
    byte[] before = d.getBytes(tag);
    double[] v = d.getDoubles(tag);
    switch (damage) {
      case REMOVED -> d.remove(tag);
      case EMPTIED -> d.setEmpty(tag);
      case NO_NUMBER -> noNumber(d, tag, vr, random);
      default -> {
        if (v.length == 0 || vr == VR.UI) {
          return false;
        }
        write(d, tag, vr, changed(v, damage, random));
      }
    }
    return !d.contains(tag) || !Arrays.equals(before, d.getBytes(tag));
  }

  private static void noNumber(DataSet d, int tag, VR vr, Random random) {
    String junk = List.of("N/A ", "1,5 ", "?\\? ", "NaN ", "--", "1e999 ").get(random.nextInt(6));
    byte[] bytes = junk.getBytes(StandardCharsets.US_ASCII);
    d.setBytes(tag, vr, vr == VR.US ? new byte[] {(byte) 0xFF, (byte) 0xFF} : bytes);
  }

  private static double[] changed(double[] v, HeaderDamage damage, Random random) {
    int i = random.nextInt(v.length);
    double[] out = v.clone();
    switch (damage) {
      case ZEROED -> Arrays.fill(out, 0);
      case TEN_TIMES -> out = Arrays.stream(v).map(x -> x * 10).toArray();
      case A_TENTH -> out = Arrays.stream(v).map(x -> x / 10).toArray();
      case NEGATED -> out[i] = -out[i]; // of a list one value: all of them are another run
      case ONE_VALUE_OFF ->
          out[i] += (random.nextBoolean() ? 1 : -1) * (0.5 + 90 * random.nextDouble());
      case ONE_VALUE_LESS -> {
        double[] less = new double[v.length - 1];
        System.arraycopy(v, 0, less, 0, i);
        System.arraycopy(v, i + 1, less, i, v.length - i - 1);
        out = less;
      }
      case ONE_VALUE_MORE -> {
        out = Arrays.copyOf(v, v.length + 1);
        System.arraycopy(v, i, out, i + 1, v.length - i);
      }
      case TWO_EXCHANGED -> {
        int j = random.nextInt(v.length);
        out[i] = v[j];
        out[j] = v[i];
      }
      default -> throw new IllegalArgumentException(damage.name());
    }
    return out;
  }

  private static void write(DataSet d, int tag, VR vr, double[] values) {
    if (values.length == 0) {
      d.setEmpty(tag);
    } else if (vr == VR.US) {
      int[] ints = Arrays.stream(values).mapToInt(x -> (int) Math.abs(x) & 0xFFFF).toArray();
      d.setInt(tag, ints);
    } else {
      String text =
          Arrays.stream(values)
              .mapToObj(x -> vr == VR.IS ? Long.toString(Math.round(x)) : decimal(x))
              .collect(Collectors.joining("\\"));
      byte[] bytes =
          (text.length() % 2 == 0 ? text : text + " ").getBytes(StandardCharsets.US_ASCII);
      d.setBytes(tag, vr, bytes);
    }
  }

  private static String decimal(double x) {
    String text = java.math.BigDecimal.valueOf(Math.rint(x * 1e6) / 1e6).toPlainString();
    return text.length() <= 16 ? text : text.substring(0, 16);
  }
}
