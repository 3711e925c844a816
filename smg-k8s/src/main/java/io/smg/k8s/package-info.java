/**
 * Follows the pods of a Kubernetes cluster.
 *
 * <p>Start with {@link io.smg.k8s.Follower}, which lists and watches; {@link io.smg.k8s.PodRules} says which pods are
 * workers. {@link io.smg.k8s.ApiServer} is the only class that talks to the cluster. Null-marked here and not on the
 * module, because the client's classes are in the module as well.
 */
@org.jspecify.annotations.NullMarked
package io.smg.k8s;
