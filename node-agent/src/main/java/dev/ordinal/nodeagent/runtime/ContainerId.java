package dev.ordinal.nodeagent.runtime;

/**
 * Names one run of a container: a restart is a new one.
 *
 * @param attempt 0 for the first run
 */
public record ContainerId(String podUid, String container, int attempt) {}
