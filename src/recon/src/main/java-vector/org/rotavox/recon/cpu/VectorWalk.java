package org.rotavox.recon.cpu;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ViewWalk} with the Vector API: as many voxels at a time as a vector register has lanes.
 * Two registers hold the blended rows that these voxels need, and the interpolation picks from
 * them; a step from voxel to voxel must move less than two rows.
 *
 * <p>Compiled apart from the rest, since the API is an incubator module that a JVM has only when it
 * is asked for. Picking from two registers in one instruction came with JDK 24; before, {@link
 * FloatVector#rearrange} does the same, more slowly than plain Java.
 */
final class VectorWalk implements ViewWalk {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final FloatVector FIRST = FloatVector.zero(SPECIES).addIndex(1);
  private static final MethodHandle PICK = pick();

  VectorWalk() {}

  /** (indices, low, high) → the values at the indices of low and high together. */
  private static MethodHandle pick() {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      return lookup.findVirtual(
          FloatVector.class,
          "selectFrom",
          MethodType.methodType(FloatVector.class, Vector.class, Vector.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return rearranging(lookup);
    }
  }

  private static MethodHandle rearranging(MethodHandles.Lookup lookup) {
    try {
      return lookup.findStatic(
          VectorWalk.class,
          "rearranged",
          MethodType.methodType(FloatVector.class, FloatVector.class, Vector.class, Vector.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FloatVector rearranged(
      FloatVector indices, Vector<Float> low, Vector<Float> high) {
    return (FloatVector) low.rearrange(indices.toShuffle(), high);
  }

  private static FloatVector picked(FloatVector indices, FloatVector low, FloatVector high) {
    try {
      return (FloatVector) PICK.invokeExact(indices, (Vector<Float>) low, (Vector<Float>) high);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int padding() {
    return 2 * LANES;
  }

  @Override
  public void add(
      float[] column,
      float[] next,
      float left,
      float right,
      float start,
      float step,
      float[] sums,
      int at,
      int count) {
    FloatVector steps = FIRST.mul(step);
    float back = Math.min(0, (LANES - 1) * step);
    int k = 0;
    for (; k <= count - LANES; k += LANES) {
      float from = Math.fma(step, (float) k, start);
      int base = (int) (from + back);
      FloatVector place = steps.add(from - base);
      FloatVector low = blended(column, next, left, right, base);
      FloatVector high = blended(column, next, left, right, base + LANES);
      FloatVector row =
          (FloatVector)
              ((IntVector) place.convert(VectorOperators.F2I, 0)).convert(VectorOperators.I2F, 0);
      FloatVector here = picked(row, low, high);
      FloatVector below = picked(row.add(1f), low, high);
      below
          .sub(here)
          .fma(place.sub(row), here.add(FloatVector.fromArray(SPECIES, sums, at + k)))
          .intoArray(sums, at + k);
    }
    for (; k < count; k++) {
      float place = Math.fma(step, (float) k, start);
      int row = (int) place;
      float here = left * column[row] + right * next[row];
      float below = left * column[row + 1] + right * next[row + 1];
      sums[at + k] += here + (place - row) * (below - here);
    }
  }

  private static FloatVector blended(
      float[] column, float[] next, float left, float right, int row) {
    return FloatVector.fromArray(SPECIES, next, row)
        .fma(
            FloatVector.broadcast(SPECIES, right),
            FloatVector.fromArray(SPECIES, column, row).mul(left));
  }
}
