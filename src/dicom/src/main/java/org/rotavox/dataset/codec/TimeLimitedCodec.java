package org.rotavox.dataset.codec;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.rotavox.support.DaemonThreads;

/**
 * Gives up on a frame whose decoder does not come back.
 *
 * <p>The JPEG 2000 reader can loop for ever over a damaged packet header. Each frame is therefore
 * decoded on a thread of its own. If one takes too long, or if the caller is interrupted, its
 * thread is interrupted, which ends it where it reads ({@link InterruptibleInput}); a thread that
 * computes without reading is left behind as a daemon. After a timeout this codec refuses all
 * further frames, so that a damaged image costs as many threads as were reading it, never more.
 */
public final class TimeLimitedCodec implements FrameCodec {

  private final FrameCodec codec;
  private final Duration longest;
  private volatile boolean givenUp;

  /**
   * @param codec the decoder that is not trusted to end
   * @param longest time for one frame
   */
  public TimeLimitedCodec(FrameCodec codec, Duration longest) {
    this.codec = codec;
    this.longest = longest;
  }

  @Override
  public long leastBytes(FrameShape shape) {
    return codec.leastBytes(shape);
  }

  @Override
  public int bytesPerPixel() {
    return Integer.BYTES + codec.bytesPerPixel();
  }

  @Override
  public void decode(byte[] compressed, FrameShape shape, int[] into) throws CodecException {
    if (givenUp) {
      throw new CodecException("not tried: another frame of this image could not be decoded");
    }
    // an array of its own: a thread that was left behind must not write into the caller's
    int[] cells = new int[shape.pixels()];
    FutureTask<int[]> decoding =
        new FutureTask<>(
            () -> {
              codec.decode(compressed, shape, cells);
              return cells;
            });
    Thread thread = DaemonThreads.start("frame-decoder", decoding);
    System.arraycopy(await(decoding, thread), 0, into, 0, cells.length);
  }

  private int[] await(FutureTask<int[]> decoding, Thread thread) throws CodecException {
    try {
      return decoding.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      givenUp = true;
      thread.interrupt();
      throw new CodecException(
          "the compressed frame is damaged: not decoded after " + longest.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new CodecException("interrupted while a frame was being decoded", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CodecException damaged) {
        throw damaged;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new CodecException("the decoder failed", e);
    }
  }
}
