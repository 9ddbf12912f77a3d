package org.rotavox.upperlayer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The data set of one message, straight from the connection; closing it closes nothing. */
final class DataInput extends InputStream {

  private static final int TRANSFER_BYTES = 64 * 1024;

  private final MessageReader reader;
  private final int contextId;
  private boolean atEnd;

  DataInput(MessageReader reader, int contextId, boolean hasData) {
    this.reader = reader;
    this.contextId = contextId;
    this.atEnd = !hasData;
  }

  @Override
  public int read() throws UpperLayerException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws UpperLayerException {
    java.util.Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (atEnd) {
      return -1;
    }
    int count = reader.readData(contextId, into, offset, length);
    atEnd = count < 0;
    return count;
  }

  @Override
  public long transferTo(OutputStream out) throws IOException {
    byte[] buffer = new byte[TRANSFER_BYTES];
    long sum = 0;
    for (int count = read(buffer, 0, buffer.length);
        count >= 0;
        count = read(buffer, 0, buffer.length)) {
      out.write(buffer, 0, count);
      sum += count;
    }
    return sum;
  }

  void skipRest() throws UpperLayerException {
    if (!atEnd) {
      reader.skipData(contextId);
      atEnd = true;
    }
  }
}
