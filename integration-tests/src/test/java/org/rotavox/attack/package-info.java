/**
 * Attacks on a node that runs as a process of its own: each a class, all of them one table of what
 * was tried and what held.
 */
package org.rotavox.attack;
