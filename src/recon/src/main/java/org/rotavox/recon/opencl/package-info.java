/**
 * Reconstruction on an OpenCL device through JOCL: choice of the device, memory plan, kernels.
 *
 * <p>In: the same stack and trajectory as the CPU engine. Out: the same volume within a stated
 * tolerance, faster. Where there is no OpenCL this room says so and the CPU engine serves.
 */
@NullMarked
package org.rotavox.recon.opencl;

import org.jspecify.annotations.NullMarked;
