/*
 * Adds a batch of rectified views to a slab of the volume. For voxel (i, j, k):
 *
 *   w = c0 + c1·i + c2·j          U = (c3 + c4·i + c5·j) / w
 *   V = c6 + (c7 + c8·k) / w      volume(i, j, k) += bilinear(U, V) / w²
 *
 *        U ──▶                    A view is stored column by column (V fastest), the slab column
 *      V ┌─┬─┬─┐                  by column too (k fastest). U and w do not depend on k: the two
 *      │ │A│B│ │                  neighbouring columns A and B are blended, and k walks along the
 *      ▼ │ │ │ │                  blend with one linear interpolation.
 *        └─┴─┴─┘
 *
 * Specialised by
 *   WALK=1     CPU devices: a work item takes one column (i, j), sixteen k at a time
 *   PERMUTE=1  with WALK: where the compiler has AVX-512, the interpolation picks from two registers
 *              instead of memory; a step in k must move less than 1.86 rows
 *   WALK=0     GPUs: neighbouring work items take neighbouring k, so that they read and write
 *              neighbouring memory
 *   BATCH      the most views of a batch
 *
 * The views lie behind and before PAD unused values: the sixteen k at an end of a column may reach
 * beyond it, with results that nobody reads.
 */
#define PAD 64

#if WALK
#if PERMUTE && defined(__AVX512F__)
static inline float16 interpolate(__global const float *a, __global const float *b, float left,
                                  float right, float start, float step) {
  const float16 lanes = (float16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  int base = (int)floor(fmin(start, fma(15.0f, step, start)));
  float16 v = fma(lanes, (float16)step, (float16)(start - (float)base));
  a += base;
  b += base;
  float16 low = fma(vload16(0, b), (float16)right, vload16(0, a) * left);
  float16 high = fma(vload16(1, b), (float16)right, vload16(1, a) * left);
  int16 row = convert_int16(v);
  float16 part = v - convert_float16(row);
  float16 here = __builtin_ia32_vpermi2varps512(low, row, high);
  float16 next = __builtin_ia32_vpermi2varps512(low, row + 1, high);
  return fma(part, next - here, here);
}
#else
static inline float16 interpolate(__global const float *a, __global const float *b, float left,
                                  float right, float start, float step) {
  float here[16];
  for (int lane = 0; lane < 16; lane++) {
    float v = fma((float)lane, step, start);
    float below = floor(v);
    int row = (int)below;
    float part = v - below;
    float upper = fma(b[row], right, a[row] * left);
    float lower = fma(b[row + 1], right, a[row + 1] * left);
    here[lane] = fma(part, lower - upper, upper);
  }
  return vload16(0, here);
}
#endif

__kernel void back_project(__global const float *views, __constant const float *coefficients,
                           __global const ushort2 *limits, __global float *volume, int batch,
                           int sizeX, int sizeY, int stride, int firstSlice, int slices,
                           int viewColumns, int viewRows) {
  int i = get_global_id(0);
  int j = get_global_id(1);
  if (i >= sizeX || j >= sizeY) {
    return;
  }
  int first = max((int)limits[j * sizeX + i].x - firstSlice, 0);
  int last = min((int)limits[j * sizeX + i].y - firstSlice, slices);
  if (first >= last) {
    return;
  }
  float left[BATCH], right[BATCH], start[BATCH], step[BATCH];
  __global const float *columns[BATCH];
  for (int n = 0; n < batch; n++) {
    __constant const float *c = coefficients + 9 * n;
    float inverse = 1.0f / (c[0] + c[1] * i + c[2] * j);
    float column = fmax(0.0f, (c[3] + c[4] * i + c[5] * j) * inverse);
    int u = min((int)column, viewColumns - 2);
    float weight = inverse * inverse;
    right[n] = weight * (column - u);
    left[n] = weight - right[n];
    start[n] = c[6] + (c[7] + c[8] * firstSlice) * inverse;
    step[n] = c[8] * inverse;
    columns[n] = views + PAD + ((size_t)n * viewColumns + u) * viewRows;
  }
  volume += (size_t)(j * sizeX + i) * stride;
  for (int k = first & ~15; k < last; k += 16) {
    float16 sum = vload16(0, volume + k);
    for (int n = 0; n < batch; n++) {
      sum += interpolate(columns[n], columns[n] + viewRows, left[n], right[n],
                         fma((float)k, step[n], start[n]), step[n]);
    }
    vstore16(sum, 0, volume + k);
  }
}

#else

#define PER_ITEM 4

__kernel void back_project(__global const float *views, __constant const float *coefficients,
                           __global const ushort2 *limits, __global float *volume, int batch,
                           int sizeX, int sizeY, int stride, int firstSlice, int slices,
                           int viewColumns, int viewRows) {
  int lane = get_global_id(0);
  int lanes = get_global_size(0);
  int i = get_global_id(1);
  int j = get_global_id(2);
  int first = max((int)limits[j * sizeX + i].x - firstSlice, 0);
  int last = min((int)limits[j * sizeX + i].y - firstSlice, slices);
  if (first >= last) {
    return;
  }
  volume += (size_t)(j * sizeX + i) * stride;
  for (int block = lane; block < last; block += PER_ITEM * lanes) {
    float sum[PER_ITEM];
    for (int z = 0; z < PER_ITEM; z++) {
      sum[z] = 0;
    }
    for (int n = 0; n < batch; n++) {
      __constant const float *c = coefficients + 9 * n;
      float inverse = 1.0f / (c[0] + c[1] * i + c[2] * j);
      float column = fmax(0.0f, (c[3] + c[4] * i + c[5] * j) * inverse);
      int u = min((int)column, viewColumns - 2);
      float weight = inverse * inverse;
      float right = weight * (column - u);
      float left = weight - right;
      float start = c[6] + (c[7] + c[8] * firstSlice) * inverse;
      float step = c[8] * inverse;
      __global const float *a = views + PAD + ((size_t)n * viewColumns + u) * viewRows;
      __global const float *b = a + viewRows;
      for (int z = 0; z < PER_ITEM; z++) {
        float v = clamp(fma((float)(block + z * lanes), step, start), 0.0f, viewRows - 1.001f);
        int row = (int)v;
        float upper = fma(b[row], right, a[row] * left);
        float lower = fma(b[row + 1], right, a[row + 1] * left);
        sum[z] += fma(v - row, lower - upper, upper);
      }
    }
    for (int z = 0; z < PER_ITEM; z++) {
      int k = block + z * lanes;
      if (k >= first && k < last) {
        volume[k] += sum[z];
      }
    }
  }
}
#endif

/*
 * The transpose of back_project: the shadows of a volume. A work item owns column u of view n, and
 * gathers the strip of volume columns whose footprints reach it; nobody else writes there.
 */
__kernel void forward_project(__global const float *volume, __constant const float *coefficients,
                              __global float *images, int sizeX, int sizeY, int sizeZ, int stride,
                              int columns, int rows) {
  int u = get_global_id(0);
  int n = get_global_id(1);
  if (u >= columns) {
    return;
  }
  __constant const float *c = coefficients + 9 * n;
  __global float *out = images + PAD + ((size_t)n * columns + u) * rows;
  for (int v = 0; v < rows; v++) {
    out[v] = 0;
  }
  int alongY = fabs(c[4]) >= fabs(c[5]);
  int length = alongY ? sizeY : sizeX;
  int across = alongY ? sizeX : sizeY;
  float perAlong = alongY ? c[5] : c[4];
  float depthAlong = alongY ? c[2] : c[1];
  float perAcross = alongY ? c[4] : c[5];
  float depthAcross = alongY ? c[1] : c[2];
  for (int a = 0; a < length; a++) {
    float depth = c[0] + depthAlong * a;
    float at = c[3] + perAlong * a;
    float edge0 = ((u - 1) * depth - at) / (perAcross - (u - 1) * depthAcross);
    float edge1 = ((u + 1) * depth - at) / (perAcross - (u + 1) * depthAcross);
    int first = max(0, (int)ceil(fmin(edge0, edge1) - 0.05f));
    int last = min(across - 1, (int)floor(fmax(edge0, edge1) + 0.05f));
    for (int b = first; b <= last; b++) {
      int i = alongY ? b : a;
      int j = alongY ? a : b;
      float inverse = 1.0f / (c[0] + c[1] * i + c[2] * j);
      float part = 1.0f - fabs((c[3] + c[4] * i + c[5] * j) * inverse - u);
      if (part > 0) {
        float weight = part * inverse * inverse;
        float start = c[6] + c[7] * inverse;
        float step = c[8] * inverse;
        __global const float *column = volume + ((size_t)j * sizeX + i) * stride;
        for (int k = 0; k < sizeZ; k++) {
          float v = fma((float)k, step, start);
          int row = (int)v;
          float value = weight * column[k];
          float lower = (v - row) * value;
          out[row] += value - lower;
          out[row + 1] += lower;
        }
      }
    }
  }
}
