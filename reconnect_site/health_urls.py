"""Addresses for load balancers and monitors."""

from django.urls import path

from reconnect_site import health

urlpatterns = [
    path("healthz", health.healthz, name="site_healthz"),
    path("readyz", health.readyz, name="site_readyz"),
]
