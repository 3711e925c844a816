/**
 * Who is let in: how many requests at once, at what rate, and how much memory their bodies may take.
 *
 * <p>Start with {@link io.smg.server.admission.Admission}.
 */
package io.smg.server.admission;
