/** Senders and archives of other makers, as the tests of several packages need them. */
package org.rotavox.peer;
