package org.rotavox.app.command;

import java.time.Duration;
import org.rotavox.acquisition.StationKeys;
import org.rotavox.app.bench.ReconBench;
import org.rotavox.recon.VolumeSize;
import org.rotavox.reconstruction.EngineKeys;
import org.rotavox.reconstruction.ProtocolKeys;
import org.rotavox.send.DestinationKeys;
import org.rotavox.settings.OptionNumber;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of a command line within its limits; picocli makes one for each option. */
abstract class NumberOption<T> implements ITypeConverter<T> {

  private static final int LARGEST_PHANTOM = 512;
  private static final int MOST_LINES = 999_999_999;

  private final OptionNumber<T> number;

  private NumberOption(OptionNumber<T> number) {
    this.number = number;
  }

  /** Completes "must be ...". */
  String expected() {
    return number.expected();
  }

  @Override
  public T convert(String text) {
    return number
        .parse(text)
        .orElseThrow(() -> new TypeConversionException("must be " + number.expected()));
  }

  static final class Matrix extends NumberOption<Integer> {
    Matrix() {
      super(OptionNumber.count(ProtocolKeys.MATRIX));
    }
  }

  static final class Voxel extends NumberOption<Double> {
    Voxel() {
      super(OptionNumber.measure(ProtocolKeys.VOXEL, "mm"));
    }
  }

  static final class Threads extends NumberOption<Integer> {
    Threads() {
      super(OptionNumber.count(EngineKeys.CPU_THREADS).or("0", 0));
    }
  }

  static final class Memory extends NumberOption<Long> {
    Memory() {
      super(OptionNumber.size(ProtocolKeys.MEMORY_LIMIT, "MiB").or("none", 0L).or("0", 0L));
    }
  }

  static final class Timeout extends NumberOption<Duration> {
    Timeout() {
      super(OptionNumber.duration(DestinationKeys.CONNECT_TIMEOUT, "s"));
    }
  }

  static final class Interval extends NumberOption<Duration> {
    Interval() {
      super(OptionNumber.interval());
    }
  }

  static final class Lines extends NumberOption<Integer> {
    Lines() {
      super(OptionNumber.count(1, MOST_LINES));
    }
  }

  /** Of a job or a run. */
  static final class JobNumber extends NumberOption<Long> {
    JobNumber() {
      super(OptionNumber.whole(1, Long.MAX_VALUE));
    }
  }

  static final class Rounds extends NumberOption<Integer> {
    Rounds() {
      super(OptionNumber.count(1, 99));
    }
  }

  static final class BenchSize extends NumberOption<Integer> {
    BenchSize() {
      super(OptionNumber.count(16, ReconBench.LARGEST_SIZE));
    }
  }

  static final class BenchViews extends NumberOption<Integer> {
    BenchViews() {
      super(OptionNumber.count(3, 4096));
    }
  }

  static final class PhantomSize extends NumberOption<Integer> {
    PhantomSize() {
      super(OptionNumber.count(16, LARGEST_PHANTOM));
    }
  }

  static final class TruthSize extends NumberOption<Integer> {
    TruthSize() {
      super(OptionNumber.count(1, VolumeSize.MAXIMUM_VOXELS));
    }
  }

  static final class TruthVoxel extends NumberOption<Double> {
    TruthVoxel() {
      super(OptionNumber.measure("mm", 0.01, 20));
    }
  }

  static final class Frames extends NumberOption<Integer> {
    Frames() {
      super(OptionNumber.count(1, 2000));
    }
  }

  static final class Pixels extends NumberOption<Integer> {
    Pixels() {
      super(OptionNumber.count(1, 65_535));
    }
  }

  static final class Angle extends NumberOption<Double> {
    Angle() {
      super(OptionNumber.degrees(-360, 360));
    }
  }

  static final class Arc extends NumberOption<Double> {
    Arc() {
      super(OptionNumber.degrees(-3600, 3600));
    }
  }

  static final class PixelSpacing extends NumberOption<Double> {
    PixelSpacing() {
      super(OptionNumber.plain(StationKeys.COLUMN_SPACING_MM, "mm").or("auto", 0.0));
    }
  }

  static final class SourceToDetector extends NumberOption<Double> {
    SourceToDetector() {
      super(OptionNumber.plain(StationKeys.SOURCE_TO_DETECTOR_MM, "mm"));
    }
  }

  static final class SourceToIsocenter extends NumberOption<Double> {
    SourceToIsocenter() {
      super(OptionNumber.plain(StationKeys.SOURCE_TO_ISOCENTER_MM, "mm"));
    }
  }

  static final class Photons extends NumberOption<Double> {
    Photons() {
      super(OptionNumber.number(0, 60_000));
    }
  }

  static final class Seed extends NumberOption<Long> {
    Seed() {
      super(OptionNumber.whole(Long.MIN_VALUE, Long.MAX_VALUE));
    }
  }
}
