package dev.ordinal.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import org.jspecify.annotations.Nullable;

/**
 * An object of any kind of which only the metadata is kept. Kinds of this type are asked for as
 * PartialObjectMetadata; a server that does not know that form sends everything and the rest is
 * dropped here.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PartialObject(
    @Nullable String apiVersion, @Nullable String kind, ObjectMeta metadata) {}
