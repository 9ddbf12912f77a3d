/**
 * The kill test: the packaged node under load is ended with SIGKILL, at random moments and at every
 * named point of its way, and started again, as often as one likes; at the end every acknowledged
 * object is accounted for and every rotational run is exactly one series at each destination.
 *
 * <pre>
 *   KillRun      the whole test; KillTable: what it saw
 *   KillPoint    the named moments; KillAgent: a Java agent that kills the node's process at one
 *   Sender       one angio suite: DCMTK's storescu, again and again until 0000
 *   Archive      one destination: DCMTK's storescp; may fail now and then
 * </pre>
 */
package org.rotavox.it.kill;
