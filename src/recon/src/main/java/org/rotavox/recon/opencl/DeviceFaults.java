package org.rotavox.recon.opencl;

import org.jocl.CL;
import org.jocl.CLException;

/**
 * Faults that a session plays, as a driver does that has less memory than it said or loses its
 * device: how such a thing ends must be tried without breaking a device.
 *
 * @param mostBufferBytes larger buffers are refused
 * @param mostWrites copies to the device before it is lost
 */
record DeviceFaults(long mostBufferBytes, long mostWrites) {

  /** None. */
  static final DeviceFaults NONE = new DeviceFaults(Long.MAX_VALUE, Long.MAX_VALUE);

  /** Throws what a driver answers that has no memory for a buffer. */
  void allocating(long bytes) {
    if (bytes > mostBufferBytes) {
      throw new CLException("refused", CL.CL_MEM_OBJECT_ALLOCATION_FAILURE);
    }
  }

  /** Throws what a driver answers whose device is gone. */
  void writing(long writesBefore) {
    if (writesBefore >= mostWrites) {
      throw new CLException("the device is no longer available", CL.CL_DEVICE_NOT_AVAILABLE);
    }
  }
}
