package org.rotavox.result;

import java.util.List;
import java.util.Map;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;

/**
 * The coded region (PS3.16 CID 4031 and its neighbours, SNOMED CT) that enhanced objects demand,
 * from Body Part Examined of the source (PS3.16 annex L). An unknown part becomes "Entire body".
 */
final class AnatomicRegion {

  private static final Map<String, String[]> REGIONS =
      Map.ofEntries(
          region("HEAD", "69536005", "Head"),
          region("SKULL", "89546000", "Skull"),
          region("BRAIN", "12738006", "Brain"),
          region("NECK", "45048000", "Neck"),
          region("HEADNECK", "774007", "Head and Neck"),
          region("CHEST", "51185008", "Chest"),
          region("HEART", "80891009", "Heart"),
          region("CORONARY", "41801008", "Coronary Artery"),
          region("AORTA", "15825003", "Aorta"),
          region("SPINE", "421060004", "Spine"),
          region("ABDOMEN", "113345001", "Abdomen"),
          region("LIVER", "10200004", "Liver"),
          region("KIDNEY", "64033007", "Kidney"),
          region("PELVIS", "12921003", "Pelvis"),
          region("ARM", "53120007", "Upper limb"),
          region("LEG", "61685007", "Lower limb"),
          region("KNEE", "72696002", "Knee"),
          region("FOOT", "56459004", "Foot"),
          region("HAND", "85562004", "Hand"),
          region("EXTREMITY", "66019005", "Extremity"));

  private static final String[] UNKNOWN = {"38266002", "Entire body"};

  private AnatomicRegion() {}

  /** Returns the source's own coded region, or the one of its body part. */
  static List<DataSet> of(DataSet source) {
    List<DataSet> coded = source.getSequence(Tag.AnatomicRegionSequence);
    if (!coded.isEmpty()) {
      return List.of(coded.get(0).copy());
    }
    String part = source.getString(Tag.BodyPartExamined, "").strip();
    String[] region = REGIONS.getOrDefault(part, UNKNOWN);
    return Codes.code(region[0], "SCT", region[1]);
  }

  /** Returns Frame Laterality: the source's side, or U for unpaired (PS3.3 C.7.6.16.2.8). */
  static String laterality(DataSet source) {
    String side = source.getString(Tag.Laterality, source.getString(Tag.ImageLaterality, ""));
    return side.equals("L") || side.equals("R") || side.equals("B") ? side : "U";
  }

  private static Map.Entry<String, String[]> region(String part, String code, String meaning) {
    return Map.entry(part, new String[] {code, meaning});
  }
}
