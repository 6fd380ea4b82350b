"""The site, and the bare view beside it."""

from django.urls import include, path

from bench.bare import bare

urlpatterns = [path("bench/bare/", bare), path("", include("reconnect_site.urls"))]
