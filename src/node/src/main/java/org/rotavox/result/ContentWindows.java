package org.rotavox.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.result.picture.DisplayWindow;
import org.rotavox.result.picture.ValueHistogram;

/** The windows that a viewer offers: first the one chosen by content, then the usual ones. */
final class ContentWindows {

  private static final List<DisplayWindow> USUAL_HU =
      List.of(
          new DisplayWindow("Bone", 500, 2000),
          new DisplayWindow("Vessel", 300, 900),
          new DisplayWindow("Soft tissue", 40, 400));

  private final List<DisplayWindow> windows;

  private ContentWindows(List<DisplayWindow> windows) {
    this.windows = List.copyOf(windows);
  }

  static ContentWindows of(ResultRequest request) {
    List<DisplayWindow> windows = new ArrayList<>();
    DisplayWindow first =
        DisplayWindow.byContent(ValueHistogram.of(request.volume()), request.volume().scale());
    windows.add(new DisplayWindow("By content", first.center(), first.width()));
    if (request.hounsfield()) {
      windows.addAll(USUAL_HU);
    }
    return new ContentWindows(windows);
  }

  /** Sets the VOI LUT attributes with names for people (PS3.3 C.11.2). */
  void write(DataSet into) {
    write(into, windows.stream().map(DisplayWindow::name).toArray(String[]::new));
  }

  /** Sets the VOI LUT attributes with names like the defined terms of PS3.3 C.7.6.16.2.10. */
  void writeCoded(DataSet into) {
    write(
        into,
        windows.stream()
            .map(window -> window.name().toUpperCase(Locale.ROOT).replace(' ', '_'))
            .toArray(String[]::new));
  }

  private void write(DataSet into, String[] names) {
    into.setDouble(Tag.WindowCenter, windows.stream().mapToDouble(DisplayWindow::center).toArray());
    into.setDouble(Tag.WindowWidth, windows.stream().mapToDouble(DisplayWindow::width).toArray());
    into.setString(Tag.WindowCenterWidthExplanation, names);
  }
}
