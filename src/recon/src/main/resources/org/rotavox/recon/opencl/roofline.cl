/* Independent chains of multiply-adds, as many as hide their latency: what a device computes at best. */
__kernel void multiply_add(__global float *out, int rounds) {
  float16 factor = (float16)(0.999f - 1e-6f * get_global_id(0));
  float16 a = factor, b = factor + 1, c = factor + 2, d = factor + 3;
  float16 e = factor + 4, f = factor + 5, g = factor + 6, h = factor + 7;
  for (int round = 0; round < rounds; round++) {
    a = fma(a, factor, factor);
    b = fma(b, factor, factor);
    c = fma(c, factor, factor);
    d = fma(d, factor, factor);
    e = fma(e, factor, factor);
    f = fma(f, factor, factor);
    g = fma(g, factor, factor);
    h = fma(h, factor, factor);
  }
  float16 sum = a + b + c + d + e + f + g + h;
  out[get_global_id(0)] = sum.s0 + sum.s3 + sum.s6 + sum.s9 + sum.sf;
}
