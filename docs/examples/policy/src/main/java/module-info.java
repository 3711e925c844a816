module com.example.session {
    requires io.smg.api;

    provides io.smg.api.RoutingPolicyProvider with
            com.example.session.SessionPolicyProvider;
}
