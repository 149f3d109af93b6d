package dev.ordinal.nodeagent.api;

import java.time.Instant;

/** A service account's token and when it ends. */
public record ServiceToken(String token, Instant expiresAt) {}
