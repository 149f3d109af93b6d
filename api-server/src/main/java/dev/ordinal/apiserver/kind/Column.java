package dev.ordinal.apiserver.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.function.BiFunction;

/**
 * One column of a kind's table.
 *
 * @param type {@code string}, {@code integer}, {@code boolean} or {@code date}
 * @param format {@code name} for the name column, else empty
 * @param priority 0 is always shown, above 0 only in wide output
 * @param cell the cell's value at a time (ages are texts computed by the server)
 */
public record Column(
    String name,
    String type,
    String format,
    String description,
    int priority,
    BiFunction<ObjectNode, Instant, JsonNode> cell) {}
