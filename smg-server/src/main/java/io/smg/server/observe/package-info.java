/** What the gateway lets an operator see. */
package io.smg.server.observe;
