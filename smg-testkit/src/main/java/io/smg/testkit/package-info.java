/**
 * Fixtures for tests of the gateway and of plug-ins.
 *
 * <p>Starting points for a policy's author: {@code PolicyContract}, which a test class implements to inherit the laws
 * that every policy is held to.
 */
package io.smg.testkit;
