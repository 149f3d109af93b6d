package dev.ordinal.storage;

/**
 * One key with its value.
 *
 * @param value opaque bytes, owned by the store's reader: not to be changed
 * @param createRevision the revision at which the key came into being (again)
 * @param modRevision the revision of the last write
 */
@SuppressWarnings("ArrayRecordComponent") // values are large and shared; entries are never compared
public record Entry(Key key, byte[] value, Revision createRevision, Revision modRevision) {}
