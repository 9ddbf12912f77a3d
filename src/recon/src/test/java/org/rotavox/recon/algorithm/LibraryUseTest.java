package org.rotavox.recon.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rotavox.geometry.CArm;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.Trajectory;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.phantom.PhantomFrames;
import org.rotavox.recon.FrameSource;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.Reconstruction;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.VolumeSize;
import org.rotavox.recon.cpu.CpuEngine;

/** What the README shows of this module as a library: the lines between the marks are the same. */
class LibraryUseTest {

  private static float middle() throws Exception {
    // readme: begin
    DetectorGrid detector = new DetectorGrid(128, 128, 1.6, 1.6); // pixels, millimetres
    CArm arm = new CArm(785, 1200, detector); // source to isocentre, source to detector
    Trajectory orbit = Trajectory.circular(arm, -100, 100, 120); // or your own matrices
    FrameSource images = PhantomFrames.exact(EllipsoidPhantom.small(), orbit); // or your own
    ReconstructionProtocol protocol =
        ReconstructionProtocol.standard().withVolume(new VolumeSize(96, 1.6));
    Reconstruction done =
        new Reconstructor(new CpuEngine(4))
            .reconstruct(new ProjectionStack(orbit, images), protocol, Progress.NONE);
    return done.volume().at(48, 48, 48);
    // readme: end
  }

  @Test
  void aVolumeIsMade() throws Exception {
    assertThat(middle()).isBetween(-1000f, 3000f);
  }
}
