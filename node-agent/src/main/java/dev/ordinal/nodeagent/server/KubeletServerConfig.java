package dev.ordinal.nodeagent.server;

import java.nio.file.Path;

/**
 * Where the interface listens and whom it trusts; all files are PEM.
 *
 * @param port 0 for any free one
 * @param clientAuthority clients must show a certificate of this authority
 */
public record KubeletServerConfig(
    int port, Path certificate, Path privateKey, Path clientAuthority) {}
