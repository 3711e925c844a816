/** What the gateway says of itself and of its workers: health, readiness, models. */
package io.smg.server.admin;
