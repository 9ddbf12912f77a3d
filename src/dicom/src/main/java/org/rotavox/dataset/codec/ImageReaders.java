package org.rotavox.dataset.codec;

import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;

/** Reads the one band of one image through an ImageIO reader. */
final class ImageReaders {

  private ImageReaders() {}

  /** How a reader gives the samples as they are stored, without colour conversion. */
  interface RasterReader {
    Raster read(ImageReader reader) throws IOException;
  }

  static void decode(
      ImageReaderSpi provider,
      RasterReader rasterReader,
      byte[] compressed,
      FrameShape shape,
      int[] into)
      throws CodecException {
    try (InterruptibleInput in = new InterruptibleInput(compressed)) {
      ImageReader reader = provider.createReaderInstance();
      try {
        reader.setInput(in, true, true);
        Raster raster = rasterReader.read(reader);
        if (raster.getWidth() != shape.columns()
            || raster.getHeight() != shape.rows()
            || raster.getNumBands() != 1) {
          throw new CodecException(
              "expected one band of "
                  + describe(shape.columns(), shape.rows())
                  + ", found "
                  + raster.getNumBands()
                  + " of "
                  + describe(raster.getWidth(), raster.getHeight()));
        }
        raster.getSamples(
            raster.getMinX(), raster.getMinY(), shape.columns(), shape.rows(), 0, into);
      } finally {
        reader.dispose();
      }
    } catch (CodecException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // the readers answer damaged streams with whatever exception comes first
      throw damaged(e);
    } catch (Error e) {
      // JJ2000 throws a bare Error for a corrupted bit stream; its subclasses are the JVM's own
      if (e.getClass() == Error.class) {
        throw damaged(e);
      }
      throw e;
    }
  }

  private static CodecException damaged(Throwable cause) {
    return new CodecException(
        "the compressed frame is damaged: " + cause.getClass().getName(), cause);
  }

  static String describe(int columns, int rows) {
    return columns + " x " + rows + " pixels";
  }
}
