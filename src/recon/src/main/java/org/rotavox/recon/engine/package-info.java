/**
 * What a device offers to algorithms: primitives, and nothing of any algorithm.
 *
 * <pre>
 *   ComputeEngine        a device: back-projects, projects
 *   BackProjectionTask   what shall be back-projected, before memory is taken
 *   PlannedBackProjection  the same, cut into pieces that fit the device
 *   BackProjector, ProjectorPair   the primitives at work
 * </pre>
 */
@NullMarked
package org.rotavox.recon.engine;

import org.jspecify.annotations.NullMarked;
