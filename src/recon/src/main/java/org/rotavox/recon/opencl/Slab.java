package org.rotavox.recon.opencl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_mem;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.Volume;
import org.rotavox.recon.Workers;

/**
 * The part of the volume that is being filled on a device: pieces of a few slices each, column by
 * column (z fastest). A finished slab is read back piece by piece, in strips of rows that are
 * turned into the volume's slices, and every piece is freed before the next takes memory in the
 * volume: where device and host share their memory a volume is never there twice.
 */
final class Slab implements AutoCloseable {

  /** Rows (y) that are read back at a time. */
  private static final int STRIP_ROWS = 8;

  /** Columns that are turned into slices together. */
  private static final int GROUP = 16;

  private final OpenClSession session;
  private final VolumeGrid grid;
  private final int pieceSlices;
  private final List<Piece> pieces = new ArrayList<>();

  /**
   * Creates an empty slab.
   *
   * @param pieceSlices the most slices of a piece
   */
  Slab(OpenClSession session, VolumeGrid grid, int pieceSlices) {
    this.session = session;
    this.grid = grid;
    this.pieceSlices = pieceSlices;
  }

  /**
   * Some slices of the slab.
   *
   * @param columns the values: {@link MemoryPlan#stride} of them from column to column
   * @param firstSlice first slice in the volume
   * @param slices number of slices
   */
  record Piece(cl_mem columns, int firstSlice, int slices) {}

  /** Returns the bytes of the buffers through which a piece is read back. */
  static long stagingBytes(VolumeGrid grid, int pieceSlices) {
    return 2L * 4 * STRIP_ROWS * grid.sizeX() * MemoryPlan.stride(pieceSlices);
  }

  /** Takes memory on the device for these slices of the volume, and sets it to 0. */
  void begin(int firstSlice, int slices) {
    for (int first = firstSlice; first < firstSlice + slices; first += pieceSlices) {
      int count = Math.min(pieceSlices, firstSlice + slices - first);
      long bytes = MemoryPlan.columnBytes(grid, count);
      cl_mem columns = session.allocate(CL.CL_MEM_READ_WRITE, bytes);
      pieces.add(new Piece(columns, first, count));
      session.fill(columns, bytes);
    }
  }

  /** Returns the pieces. */
  List<Piece> pieces() {
    return pieces;
  }

  /** Writes the slab into the volume's slices, which it provides, and frees it. */
  void moveTo(Volume volume, Workers workers) throws ReconstructionException {
    while (!pieces.isEmpty()) {
      Piece piece = pieces.get(0);
      volume.provide(piece.firstSlice(), piece.slices());
      readBack(piece, volume, workers);
      CL.clReleaseMemObject(pieces.remove(0).columns());
    }
  }

  private void readBack(Piece piece, Volume volume, Workers workers)
      throws ReconstructionException {
    int rowValues = grid.sizeX() * MemoryPlan.stride(piece.slices());
    ByteBuffer staging =
        ByteBuffer.allocateDirect(4 * STRIP_ROWS * rowValues).order(ByteOrder.nativeOrder());
    FloatBuffer values = staging.asFloatBuffer();
    float[][] rows = new float[STRIP_ROWS][rowValues];
    for (int first = 0; first < grid.sizeY(); first += STRIP_ROWS) {
      int count = Math.min(STRIP_ROWS, grid.sizeY() - first);
      session.read(
          piece.columns(), 4L * first * rowValues, 4L * count * rowValues, Pointer.to(staging));
      int from = first;
      workers.forEach(
          count,
          row -> {
            values.duplicate().position(row * rowValues).get(rows[row]);
            turn(rows[row], from + row, piece, volume);
          });
    }
  }

  /** Writes one row of columns (z fastest) into the slices. */
  private void turn(float[] row, int j, Piece piece, Volume volume) {
    int sizeX = grid.sizeX();
    int stride = MemoryPlan.stride(piece.slices());
    for (int tile = 0; tile < sizeX; tile += GROUP) {
      int end = Math.min(sizeX, tile + GROUP);
      for (int k = 0; k < piece.slices(); k++) {
        float[] slice = volume.slice(piece.firstSlice() + k);
        for (int i = tile; i < end; i++) {
          slice[j * sizeX + i] = row[i * stride + k];
        }
      }
    }
  }

  @Override
  public void close() {
    pieces.forEach(piece -> CL.clReleaseMemObject(piece.columns()));
    pieces.clear();
  }
}
