package dev.ordinal.cluster.local;

import dev.ordinal.cluster.process.ProcessIdentity;

/**
 * A started component, as recorded in the data directory.
 *
 * @param since when it was started, RFC 3339
 */
record ComponentRecord(String name, ProcessIdentity process, String since) {}
