package io.smg.e2e;

/** What the operator of Prometheus would have told a cluster of its ServiceMonitors: the part that ours use. */
final class ServiceMonitors {

    static final String DEFINITION = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata:
              name: servicemonitors.monitoring.coreos.com
            spec:
              group: monitoring.coreos.com
              scope: Namespaced
              names: {kind: ServiceMonitor, listKind: ServiceMonitorList, plural: servicemonitors, singular: servicemonitor}
              versions:
                - name: v1
                  served: true
                  storage: true
                  schema:
                    openAPIV3Schema:
                      type: object
                      properties:
                        spec:
                          type: object
                          required: [selector, endpoints]
                          properties:
                            selector:
                              type: object
                              properties:
                                matchLabels: {type: object, additionalProperties: {type: string}}
                            endpoints:
                              type: array
                              items:
                                type: object
                                properties:
                                  port: {type: string}
                                  path: {type: string}
                                  interval: {type: string}
            """;

    private ServiceMonitors() {}
}
