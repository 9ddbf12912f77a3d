package org.rotavox.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.rotavox.acquisition.AcquisitionSettings;
import org.rotavox.collect.CollectSettings;
import org.rotavox.notify.NotificationSettings;
import org.rotavox.receive.StoreScpSettings;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.reconstruction.EngineSettings;
import org.rotavox.reconstruction.ResultSettings;
import org.rotavox.rules.RuleBook;
import org.rotavox.send.DestinationSettings;
import org.rotavox.store.StoreSettings;
import org.rotavox.upkeep.MaintenanceSettings;
import org.rotavox.work.ScheduleSettings;

/**
 * Everything that an administrator decides about a node, checked and complete.
 *
 * @param receive where and for whom the node listens
 * @param store where it keeps what it must not lose
 * @param collect when a run counts as complete
 * @param schedule when jobs run
 * @param maintenance what is done at regular times
 * @param destinations where results go, in the order of the file
 * @param acquisition how runs are read: what is known of stations beyond their headers
 * @param engine what computes
 * @param protocols reconstruction protocols by name
 * @param results what is made of volumes, and for whom
 * @param notifications who is told what
 * @param rulesFile the file of the rules
 * @param rules the rules of that file
 */
public record NodeSettings(
    StoreScpSettings receive,
    StoreSettings store,
    CollectSettings collect,
    ScheduleSettings schedule,
    MaintenanceSettings maintenance,
    List<DestinationSettings> destinations,
    AcquisitionSettings acquisition,
    EngineSettings engine,
    Map<String, ReconstructionProtocol> protocols,
    ResultSettings results,
    NotificationSettings notifications,
    Path rulesFile,
    RuleBook rules) {

  public NodeSettings {
    destinations = List.copyOf(destinations);
    protocols = Map.copyOf(protocols);
  }
}
