/**
 * Programs that make the facts about the built-in kinds.
 *
 * <p>{@link dev.ordinal.schema.TypeTableMain} is run by hand when the emulated release changes: it
 * reads upstream's Go API types and writes the committed table {@code types.txt}. {@link
 * dev.ordinal.schema.DescriptionsMain} runs in the build: it takes the descriptions of those types
 * from the published Java models and packs them beside the table. The API server reads both as
 * resources.
 */
@NullMarked
package dev.ordinal.schema;

import org.jspecify.annotations.NullMarked;
