/**
 * Pure facts about objects of the API that several controllers ask for: selectors, pod states,
 * owners, amounts. No client, no clock, no threads; knows no controller.
 */
@NullMarked
package dev.ordinal.controller.model;

import org.jspecify.annotations.NullMarked;
